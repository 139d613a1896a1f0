import { type Parameter, parametersOf } from './parameters.ts';
import { nameWords } from './permission.ts';
import { NO_SETTING, type Reason } from './reason.ts';
import { foldSchema, propertiesOf } from './schema.ts';
import type { Tool } from './tool.ts';
import { compileSchema } from './validator.ts';

const ALWAYS_CODE =
  /^(?:sql|script|expression|expr|javascript|python|cypher|graphql|sparql|jsonata|jq|xpath|shell|bash|(?:sql|source|js|python)_?(?:query|code|script|statement|string)|(?:shell_?)?command|cmd)$/i;
const QUERY = /^(?:query|queries|statements?)$/i;
const QUERY_LANGUAGE =
  /\b(?:[Ss][Qq][Ll]|[Cc]ypher|[Gg]raph[Qq][Ll]|SPARQL|JSONata|XPath|SELECT|INSERT|UPDATE|DELETE|CREATE TABLE)\b/;
const PROGRAM = /^(?:code|source|snippet|program|formula)$/i;
const LANGUAGE =
  /\b(?:javascript|typescript|python|bash|shell|snippet|source code|program|expression)\b/i;

const ENVIRONMENT =
  /\b(?:returns?|prints?|lists?|shows?|dumps?|gets?|reads?|displays?)\b[^.]{0,40}\benvironment variables\b/i;
const SUCCESSOR =
  /\b(?:use|using|see|replaced by|superseded by|in favou?r of|switch to|prefer|migrate to)\s+(?:the\s+)?[`'"]?\w*[\w.-]*\w/i;

/** A validator quotes the schema that it finds fault with. */
const LONGEST_FAULT = 300;

const firstSentence = (text: string): string => text.trim().split(/(?<=[.!?])\s|\n/, 1)[0] ?? '';

function takesCode(tool: Tool, parameter: Parameter): boolean {
  const text = parameter.type === 'string' || parameter.type === 'any';
  if (!text || parameter.enum !== undefined || parameter.const !== undefined) return false;
  if (ALWAYS_CODE.test(parameter.name)) return true;
  const told = `${parameter.description} ${firstSentence(tool.description)}`;
  return (
    (QUERY.test(parameter.name) && QUERY_LANGUAGE.test(told)) ||
    (PROGRAM.test(parameter.name) && LANGUAGE.test(told))
  );
}

/** rule 2.6: what a task's words cannot bind, the rules engine cannot use. */
function freeForm(tool: Tool): Reason | null {
  const parameters = parametersOf(tool);
  const required = parameters.filter((parameter) => parameter.required);
  // A schema that requires nothing, and takes code, usually forgot to say so.
  const asked = required.length > 0 ? required : parameters;
  const code = asked.find((parameter) => takesCode(tool, parameter));
  if (code === undefined) return null;
  return {
    why: `not used: free-form: its parameter "${code.name}" takes code, which no words of a task can give`,
    remedy: NO_SETTING,
  };
}

function deprecated(tool: Tool): Reason | null {
  const at = tool.description.search(/\bdeprecated\b/i);
  if (at < 0 || !SUCCESSOR.test(tool.description.slice(at))) return null;
  return {
    why: 'its description calls it deprecated and names a successor, which is used in its place',
    remedy: NO_SETTING,
  };
}

function environment(tool: Tool): Reason | null {
  const words = nameWords(tool.name);
  const named = words.some((word) => ['env', 'environ', 'printenv'].includes(word));
  if (!named && !ENVIRONMENT.test(firstSentence(tool.description))) return null;
  return {
    why: 'it returns the environment of its process, which may hold secrets',
    remedy: NO_SETTING,
  };
}

function schema(tool: Tool): Reason | null {
  const root = tool.inputSchema;
  const isObjectSchema = root.type === 'object' || propertiesOf(foldSchema(root, root)).length > 0;
  const remedy = 'mend it in the server';
  if (!isObjectSchema) return { why: 'its input schema does not describe an object', remedy };
  const compiled = compileSchema(root);
  if (compiled.ok) return null;
  const fault = compiled.reason.slice(0, LONGEST_FAULT);
  return { why: `its input schema is not usable: ${fault}`, remedy };
}

const description = (tool: Tool): Reason | null =>
  tool.description.trim() === ''
    ? {
        why: 'it has no description, so no task can say what it does',
        remedy: 'write one in the server',
      }
    : null;

/** What keeps a tool out of tasks whatever is permitted; empty if nothing does. */
export function hindrances(tool: Tool): Reason[] {
  const tests = [description, schema, freeForm, deprecated, environment];
  return tests.map((test) => test(tool)).filter((reason) => reason !== null);
}
