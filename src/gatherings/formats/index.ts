import { brownBag } from './brown-bag.ts';
import { coffee } from './coffee.ts';
import { communityMeeting } from './community-meeting.ts';
import type { Format, FormatName } from './format.ts';
import { knowledgeCafe } from './knowledge-cafe.ts';
import { knowledgeFair } from './knowledge-fair.ts';
import { newcomersWelcome } from './newcomers-welcome.ts';
import { peerAssist } from './peer-assist.ts';
import { retreat } from './retreat.ts';
import { social } from './social.ts';
import { speedNetworking } from './speed-networking.ts';
import { standUp } from './stand-up.ts';
import { townHall } from './town-hall.ts';
import { worldCafe } from './world-cafe.ts';

/** Every format by its name; a name of the contract without its file does not compile. */
export const FORMATS: Readonly<Record<FormatName, Format>> = {
  'peer-assist': peerAssist,
  'knowledge-fair': knowledgeFair,
  'stand-up': standUp,
  'town-hall': townHall,
  retreat,
  social,
  'brown-bag': brownBag,
  'newcomers-welcome': newcomersWelcome,
  'community-meeting': communityMeeting,
  coffee,
  'world-cafe': worldCafe,
  'knowledge-cafe': knowledgeCafe,
  'speed-networking': speedNetworking,
};
