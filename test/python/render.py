"""Prints the texts that TRL would train on, as JSON: {template: [text, ...]}. Loads the split `train` of a
folder as its users do and applies the chat templates of that library, named by its files."""

import json
import sys
from pathlib import Path

import trl
from datasets import load_dataset
from tokenizers import Tokenizer, models
from transformers import PreTrainedTokenizerFast
from trl.data_utils import apply_chat_template, is_conversational

folder, *names = sys.argv[1:]
rows = load_dataset(folder, split="train")
# Templates ask a tokenizer for special tokens alone: one without words will do.
tokenizer = PreTrainedTokenizerFast(
    tokenizer_object=Tokenizer(models.WordLevel({"<unk>": 0}, unk_token="<unk>")),
    bos_token="<s>",
    eos_token="</s>",
)
texts = {}
for name in names:
    template = Path(trl.__file__).parent / "chat_templates" / f"{name}.jinja"
    tokenizer.chat_template = template.read_text()
    texts[name] = []
    for row in rows:
        assert is_conversational(row)
        # As its SFTTrainer does before it tokenizes.
        tools = row["tools"]
        tools = json.loads(tools) if isinstance(tools, str) else tools
        texts[name].append(apply_chat_template(row, tokenizer, tools=tools)["text"])
json.dump(texts, sys.stdout)
