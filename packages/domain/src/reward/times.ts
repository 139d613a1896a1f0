import { type Day, dayOf, fallsOn } from './calendar.ts';

/** No date or time is written longer. */
const LONGEST = 64;

const WEEKDAY = /^(?<weekday>sun|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?)(?:day)?\.?,? /;
const ZONE =
  '(?<zone>z|utc|gmt|(?:utc|gmt)?(?<sign>[+-])(?<ahead>\\d\\d)(?::?(?<minutes>\\d\\d))?)';
const CLOCK = `(?<hour>\\d{1,2})(?::(?<minute>\\d\\d)(?::(?<second>\\d\\d)(?:[.,]\\d{1,9})?)?)? ?(?<half>[ap]\\.?m\\.?)?`;
/** A time of day, alone or behind a day. */
const TIME = new RegExp(`(?:^|(?<=\\d)(?:t|,? (?:at )?))${CLOCK}(?: ?${ZONE})?$`);

type Groups = Readonly<Record<string, string | undefined>>;

/** Seconds since midnight; undefined for a lone hour, or a time that no clock shows. */
function secondsOf({ hour, minute, second = '0', half }: Groups): number | undefined {
  const [h, m, s] = [Number(hour), Number(minute ?? 0), Number(second)];
  if ((minute === undefined && half === undefined) || m > 59 || s > 59) return undefined;
  if (half === undefined) return h > 23 ? undefined : (h * 60 + m) * 60 + s;
  if (h < 1 || h > 12) return undefined;
  return (((h % 12) + (half.startsWith('p') ? 12 : 0)) * 60 + m) * 60 + s;
}

/** Seconds ahead of UTC; undefined for a zone that is nowhere. */
function aheadOf({ sign, ahead = '0', minutes = '0' }: Groups): number | undefined {
  if (Number(ahead) > 14 || Number(minutes) > 59) return undefined;
  return (sign === '-' ? -60 : 60) * (Number(ahead) * 60 + Number(minutes));
}

const dayKey = ({ year, month, day }: Day): string => `day ${year}-${month}-${day}`;

/** Behind a day: a moment where the zone is said, else a time on that day, wherever that is. */
function momentKeys(day: Day, groups: Groups): string[] {
  const seconds = secondsOf(groups);
  const ahead = aheadOf(groups);
  if (seconds === undefined || ahead === undefined) return [];
  const midnight = Date.UTC(day.year, day.month - 1, day.day) / 1000;
  const key = groups.zone ? `moment ${midnight + seconds - ahead}` : `local ${midnight + seconds}`;
  // A day is also written as its first second.
  return seconds === 0 ? [key, dayKey(day)] : [key];
}

/**
 * Texts that stand for the day, moment or time of day that a text writes: two texts write the same if the
 * first of the one is among those of the other. A moment is the same in all zones; fractions of a
 * second do not count. Empty for what is no date or time, or could be two.
 */
export function timeKeys(text: string): readonly string[] {
  if (text.length > LONGEST) return [];
  const plain = text.trim().toLowerCase().replace(/\s+/g, ' ').replaceAll('\u2212', '-');
  const weekday = WEEKDAY.exec(plain);
  const rest = plain.slice(weekday?.[0].length ?? 0);
  const whole = dayOf(rest);
  const time = whole ? null : TIME.exec(rest);
  const day = whole ?? (time ? dayOf(rest.slice(0, time.index)) : undefined);
  const said = weekday?.groups?.weekday;
  if (said !== undefined && (day === undefined || !fallsOn(day, said))) return [];
  if (whole) return [dayKey(whole)];
  if (time === null) return [];
  if (day) return momentKeys(day, time.groups ?? {});
  const seconds = time.index === 0 && !time.groups?.zone ? secondsOf(time.groups ?? {}) : undefined;
  return seconds === undefined ? [] : [`clock ${seconds}`];
}
