/** Tasks about the recorded exploration as a model would write them. */
export const transport = {
  prompt:
    'For a rough budget we reckon 1.85 EUR of transport for each kilometre. How far is it as the crow flies from Ålesund in Norway to Svendborg in Denmark, and what would the transport cost?',
  fields: [
    { name: 'distance', kind: 'scalar', expression: '$$.c4.distance' },
    {
      name: 'cost',
      kind: 'scalar',
      expression: '$number($match($$.c5, /is ([0-9.]+)$/).groups[0])',
    },
  ],
  flows: [
    {
      to: 'c4',
      argument: '/to/latitude',
      expression: "$$.c3.cities[name='Svendborg' and countryName='Denmark'].latitude",
    },
    {
      to: 'c4',
      argument: '/to/longitude',
      expression: "$$.c3.cities[name='Svendborg' and countryName='Denmark'].longitude",
    },
  ],
  bindings: [],
  answer_template: 'It is {distance} km, which would cost {cost} EUR.',
};

export const museums = {
  prompt:
    'I need figures for a report on the museums listed in /workspace/data/museums.json. How many of those with the setting "harbour" charge more than 6 EUR a ticket, and who directs the one with the most visitors a year?',
  fields: [
    {
      name: 'harbour_museums',
      kind: 'scalar',
      expression: "$count($$.c1[setting='harbour' and ticket_price_eur > 6])",
    },
    {
      name: 'director',
      kind: 'scalar',
      expression: '$$.c1[annual_visitors=$max($$.c1.annual_visitors)].director',
      compare: 'text',
    },
  ],
  flows: [],
  bindings: [],
  answer_template: 'There are {harbour_museums}, and {director} directs the most visited one.',
};
