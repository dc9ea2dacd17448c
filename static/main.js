// Everything works without these files; they only save steps.

import { makeVoice } from "./dom.js";
import { offerCopies } from "./copy.js";
import { findInFacets } from "./finders.js";
import { searchInPlace } from "./inplace.js";
import { offerSwitch, onKey } from "./keys.js";
import { stepThroughMatches } from "./matches.js";
import { openSheet } from "./sheet.js";
import { suggest } from "./suggest.js";
import { waitForIndex } from "./waiting.js";

const form = document.getElementById("search-form");
const box = document.getElementById("q");
const say = makeVoice();

onKey("/", () => box.select());
offerSwitch();
suggest(form, box);
searchInPlace(form, box, say);
findInFacets(say);
openSheet();
stepThroughMatches();
offerCopies(say);
waitForIndex();
