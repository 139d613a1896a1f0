"""Prints what Hugging Face `datasets` makes of each configuration of a folder's dataset card, as JSON:
{configuration: {split: {"features": text, "rows": [row, ...]}}}."""

import json
import sys

from datasets import get_dataset_config_names, load_dataset

folder = sys.argv[1]
loaded = {}
for name in get_dataset_config_names(folder):
    splits = load_dataset(folder, name)
    loaded[name] = {
        split: {"features": str(rows.features), "rows": list(rows)}
        for split, rows in splits.items()
    }
json.dump(loaded, sys.stdout)
