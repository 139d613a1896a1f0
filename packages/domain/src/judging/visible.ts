import { isVisible, modelView } from '../observing/model-view.ts';
import { defineCheck, show } from './check.ts';
import { fieldPlace, flowPlace, type Place, placeOf } from './draft.ts';
import { flowSources } from './flow-sources.ts';

/** What a field or a flow was read from stands in the model view of its call (rule 2.1). */
export const visible = defineCheck('visible', async (draft, context) => {
  const views = new Map(draft.calls.map((call) => [call.id, modelView(call.result)]));
  // An empty text is nothing to see, and nothing to miss.
  const hidden = ({ call, value }: Place): boolean =>
    value !== '' && !isVisible(value, views.get(call.id) ?? '');
  const problems: string[] = [];
  let seen = 0;
  const look = (place: string, at: Place) => {
    seen += 1;
    if (!hidden(at)) return;
    problems.push(
      `${place} reads ${show(at.value)} at ${at.call.id} ${at.pointer}, which its model view does not show`,
    );
  };
  for (const field of draft.fields) {
    for (const source of field.sources) look(fieldPlace(field), placeOf(draft, source));
  }
  for (const flow of draft.flows) {
    for (const at of await flowSources(draft, flow, context)) look(flowPlace(flow), at);
  }
  return { problems, seen: `all ${seen} leaves that are read stand in their model views` };
});
