/**
 * `global_defs`: the defaults of every instance.
 *
 * @module
 */

import {GLOBAL} from '../grammar-global.js';
import type {Place} from '../source.js';
import {keywordOf, type Statement, withKeyword} from '../statement.js';
import {type ScriptUser, scriptUserIn} from './script-user.js';
import {Settings} from './settings.js';

/** How often the address is announced, in frames and seconds. */
export interface AnnouncementSettings {
  readonly repeat: number;
  /** Delay until the second set; Refresh interval; 0 for none. */
  readonly delay: number;
  /** Refresh interval; 0 for none. */
  readonly refresh: number;
  readonly refreshRepeat: number;
}

export interface Globals {
  readonly version: 2 | 3;
  readonly strict: boolean;
  /** `script_user`. */
  readonly scriptUser: ScriptUser | undefined;
  readonly scriptSecurity: Place | undefined;
  readonly announcements: AnnouncementSettings;
  readonly downTimerAdverts: number;
  readonly higherPrioSendAdvert: boolean;
  readonly lowerPrioNoAdvert: boolean;
  readonly group4: string;
  readonly group6: string;
  readonly dynamicInterfaces: boolean;
  /** Milliseconds. */
  readonly startupDelayMs: number;
  readonly rtPriority: Place | undefined;
  readonly rtLimit: boolean;
  readonly settings: Settings;
  placeOf(keyword: string): Place | undefined;
}

const GROUP4 = '224.0.0.18';
const GROUP6 = 'ff02::12';

/** All blocks combined: a second one adds to the first. */
export function readGlobals(root: readonly Statement[], usualUser?: string): Globals {
  const statements = withKeyword(root, 'global_defs').flatMap(({inside}) => inside);
  const settings = new Settings(GLOBAL, statements);
  const placeOf = (keyword: string) => settings.last(keyword)?.place;
  return {
    version: settings.number('vrrp_version')?.value === 3 ? 3 : 2,
    strict: settings.has('vrrp_strict'),
    scriptUser:
      scriptUserIn(settings, 'script_user') ??
      (usualUser === undefined ? undefined : {name: usualUser, group: undefined}),
    scriptSecurity: placeOf('enable_script_security'),
    announcements: announcementsOf(statements, settings),
    downTimerAdverts: settings.number('vrrp_down_timer_adverts')?.value ?? 3,
    higherPrioSendAdvert: settings.isOn('vrrp_higher_prio_send_advert') ?? false,
    lowerPrioNoAdvert: settings.isOn('vrrp_lower_prio_no_advert') ?? false,
    group4: settings.word('vrrp_mcast_group4')?.value ?? GROUP4,
    group6: settings.word('vrrp_mcast_group6')?.value ?? GROUP6,
    dynamicInterfaces: settings.has('dynamic_interfaces'),
    startupDelayMs: (settings.number('vrrp_startup_delay')?.value ?? 0) / 1000,
    rtPriority: placeOf('vrrp_rt_priority'),
    rtLimit: settings.has('vrrp_rlimit_rttime') || settings.has('vrrp_rlimit_rtime'),
    settings,
    placeOf,
  };
}

const DEFAULTS: AnnouncementSettings = {repeat: 5, delay: 5, refresh: 0, refreshRepeat: 1};

/** `vrrp_min_garp` changes settings that still have their defaults at that point; later lines override it. */
function announcementsOf(statements: readonly Statement[], settings: Settings): AnnouncementSettings {
  const now: {-readonly [K in keyof AnnouncementSettings]: number} = {...DEFAULTS};
  const single = (statement: Statement, keyword: string) =>
    new Settings(GLOBAL, [statement]).number(keyword)?.value;
  if (!settings.has('vrrp_min_garp')) return {...DEFAULTS, ...givenAnnouncements(settings, 'vrrp_')};
  for (const statement of statements) {
    const keyword = keywordOf(statement);
    const value = single(statement, keyword);
    if (keyword === 'vrrp_garp_master_repeat' && value !== undefined) now.repeat = value;
    else if (keyword === 'vrrp_garp_master_delay' && value !== undefined) now.delay = value;
    else if (keyword === 'vrrp_garp_master_refresh') now.refresh = value ?? 0;
    else if (keyword === 'vrrp_garp_master_refresh_repeat' && value !== undefined) now.refreshRepeat = value;
    else if (keyword === 'vrrp_min_garp' && new Settings(GLOBAL, [statement]).isOn(keyword) === true) {
      if (now.repeat === DEFAULTS.repeat) now.repeat = 1;
      if (now.refreshRepeat === DEFAULTS.refreshRepeat) now.refreshRepeat = 0;
      if (now.delay === DEFAULTS.delay) now.delay = 0;
    }
  }
  return now;
}

/** The settings of an instance, with global values as defaults. */
export function instanceAnnouncements(settings: Settings, ofAll: AnnouncementSettings): AnnouncementSettings {
  return OWN_WORDS.some(word => settings.has(word)) ? {...ofAll, ...givenAnnouncements(settings, '')} : ofAll;
}

const OWN_WORDS = [
  'garp_master_repeat',
  'garp_master_delay',
  'garp_master_refresh',
  'garp_master_refresh_repeat',
];

/** The settings given, with a prefix in global_defs. */
function givenAnnouncements(settings: Settings, prefix: '' | 'vrrp_'): Partial<AnnouncementSettings> {
  const read = (keyword: string) => settings.number(`${prefix}${keyword}`)?.value;
  const repeat = read('garp_master_repeat');
  const delay = read('garp_master_delay');
  const refreshRepeat = read('garp_master_refresh_repeat');
  return {
    ...(repeat === undefined ? {} : {repeat}),
    ...(delay === undefined ? {} : {delay}),
    ...(settings.has(`${prefix}garp_master_refresh`) ? {refresh: read('garp_master_refresh') ?? 0} : {}),
    ...(refreshRepeat === undefined ? {} : {refreshRepeat}),
  };
}
