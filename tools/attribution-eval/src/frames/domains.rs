//! Sentence frames of nine domains, and what fills them.

/// A sentence frame with what fills it. `{n}` stands for a name that one record has, `{a}` and `{b}` for what
/// is said of it.
pub(crate) struct Domain {
	pub(crate) name: &'static str,
	question: &'static str,
	answer: &'static str,
	/// The same said in other words.
	reworded: &'static str,
	a: &'static [&'static str],
	b: &'static [&'static str],
}

/// What a record says, in three forms.
pub(crate) struct Fact {
	pub(crate) question: String,
	pub(crate) answer: String,
	pub(crate) reworded: String,
}

const BEGINNINGS: [&str; 10] = ["Al", "Bren", "Cor", "Dun", "Est", "Fal", "Gor", "Hex", "Ib", "Jan"];
const ENDINGS: [&str; 11] =
	["dorin", "zaril", "trax", "mivex", "oprim", "ronal", "vistor", "alune", "romyl", "toven", "parin"];

impl Domain {
	/// Returns what record `number` says. Names differ for 110 records; what is said of them recurs.
	pub(crate) fn fact(&self, number: usize) -> Fact {
		let pick = |list: &[&'static str], at: usize| list.get(at % list.len().max(1)).copied().unwrap_or("");
		// Ten and eleven have no common divisor, so that all pairs come before any comes again.
		let name = format!("{}{}", pick(&BEGINNINGS, number), pick(&ENDINGS, number));
		let (a, b) = (pick(self.a, number), pick(self.b, number * 5 + 3));
		let fill = |frame: &str| frame.replace("{n}", &name).replace("{a}", a).replace("{b}", b);
		Fact { question: fill(self.question), answer: fill(self.answer), reworded: fill(self.reworded) }
	}

	/// Returns the number of words of the frame's answer, with what fills it.
	#[cfg(test)]
	pub(crate) fn words(&self) -> usize {
		self.fact(0).answer.split_whitespace().count()
	}
}

/// The domains, their frames from 8 words to 60.
pub(crate) const DOMAINS: [Domain; 9] = [
	Domain {
		name: "colours",
		question: "Which colours does the flag of {n} have?",
		answer: "The flag of {n} is {a} and {b}.",
		reworded: "{a} and {b}: those are what {n} flies.",
		a: &["red", "white", "green", "navy", "gold", "black", "purple", "orange", "teal", "pink", "grey"],
		b: &["silver", "brown", "yellow", "crimson", "ivory", "azure", "olive", "maroon", "violet"],
	},
	Domain {
		name: "prices",
		question: "What does {n} cheese cost?",
		answer: "{n} cheese costs {a} a wheel and keeps for {b} in a cellar.",
		reworded: "Expect {a} for {n}. In the cellar it lasts {b}.",
		a: &[
			"14 crowns",
			"23 crowns",
			"9 crowns",
			"41 crowns",
			"17 crowns",
			"30 crowns",
			"12 crowns",
			"8 crowns",
		],
		b: &["two weeks", "a month", "half a year", "ten days", "a year", "six weeks", "three months"],
	},
	Domain {
		name: "matches",
		question: "How did {n} Rovers fare on Saturday?",
		answer: "On Saturday {n} Rovers met {b} away from home and the match ended {a} after extra time.",
		reworded: "It finished {a} between {b} and {n} Rovers.",
		a: &["3-1", "0-0", "2-4", "1-0", "5-2", "2-2", "0-3", "4-1", "1-6", "3-3", "0-2"],
		b: &["United", "Albion", "Wanderers", "Athletic", "Olympic", "Dynamo", "Victoria"],
	},
	Domain {
		name: "errors",
		question: "What does the message {n} mean?",
		answer: "The message {n} says that {a}. Before you start the service again you should {b}, and \
			report it to \
			the desk if it comes back.",
		reworded: "With {n}, {a}; {b} first.",
		a: &[
			"the disk is full",
			"the clock runs late",
			"a key has expired",
			"the port is taken",
			"a peer fell silent",
			"the log was cut",
			"the cache is stale",
			"memory ran out",
			"a lock was lost",
			"the table is locked",
			"a file is missing",
		],
		b: &[
			"empty the spool",
			"synchronise the time",
			"rotate the secrets",
			"stop the other program",
			"check the cable",
			"restore the backup",
			"raise the quota",
		],
	},
	Domain {
		name: "medicines",
		question: "How is {n} taken, and what must be avoided with it?",
		answer: "Adults and children above twelve take {n} as follows: {a}. For as long as the treatment \
			lasts they \
			must avoid {b}, and they should tell their doctor about anything unusual that they notice.",
		reworded: "The dose of {n} is {a}. Keep away from {b}.",
		a: &[
			"5 mg twice a day",
			"20 mg at night",
			"1 g every eight hours",
			"half a tablet in the morning",
			"250 mg with food",
			"three drops on the tongue",
			"40 mg on an empty stomach",
			"one patch every third day",
			"15 ml after meals",
			"2 mg every evening",
			"100 mg once",
		],
		b: &[
			"grapefruit",
			"alcohol",
			"milk",
			"strong sunlight",
			"antacids",
			"black tea",
			"aspirin",
			"hot baths",
		],
	},
	Domain {
		name: "bridges",
		question: "Tell me about the bridge at {n}.",
		answer: "The bridge at {n} was opened in {a} after four years of work, is carried by {b}, and was \
			the longest \
			of its kind in the region until the railway company built another one further down the river \
			for its \
			goods trains.",
		reworded: "{n}: built with {b}, opened {a}.",
		a: &["1831", "1847", "1852", "1869", "1874", "1888", "1893", "1901", "1912", "1926", "1935", "1958"],
		b: &[
			"nine stone arches",
			"two steel pylons",
			"timber trestles",
			"iron chains",
			"a concrete arch",
			"brick piers",
			"a lattice truss",
		],
	},
	Domain {
		name: "museums",
		question: "When can I visit the {n} museum and what must I not miss?",
		answer: "The {n} museum is open {a} throughout the year except on public holidays, tickets are sold \
			at the \
			entrance until half an hour before the doors close, and whoever has little time should walk \
			straight to \
			{b} on the second floor.",
		reworded: "Go {a}, and see {b} at the {n}.",
		a: &[
			"from Tuesday to Friday",
			"on Mondays only",
			"every weekend",
			"daily from 9 to 17",
			"on Thursday nights",
			"from Wednesday to Sunday",
			"daily from 11 to 20",
			"on the first Sunday of a month",
		],
		b: &[
			"the amber room",
			"the clocks",
			"the whale",
			"the ship models",
			"the mosaics",
			"the glass flowers",
			"the meteorite",
			"the harps",
			"the masks",
		],
	},
	Domain {
		name: "machines",
		question: "How do I service the {n} pump?",
		answer: "To service the {n} pump, first switch it off at the main breaker and wait until the \
			pressure gauge \
			shows zero, then remove the four bolts of the cover, change the seal every {a}, fill the \
			gearbox with {b} \
			up to the lower mark, put the cover back with a new gasket, and let it run without load for \
			five minutes.",
		reworded: "{n}: a new seal every {a}, and {b} in the gearbox.",
		a: &[
			"300 hours",
			"six months",
			"2,000 hours",
			"spring",
			"fortnight",
			"750 hours",
			"quarter",
			"1,200 hours",
		],
		b: &[
			"mineral oil",
			"white grease",
			"synthetic oil",
			"castor oil",
			"graphite paste",
			"silicone oil",
			"glycol",
		],
	},
	Domain {
		name: "permits",
		question: "What do I need for a {n} permit?",
		answer: "Whoever applies for a {n} permit hands in the signed form together with {a} at the counter \
			of the \
			district office on any working day, pays a fee of {b} in cash or by card, receives a numbered \
			receipt that \
			has to be kept until the decision has come by post, and may in the meantime carry on as before, \
			provided \
			that the neighbours have been told in writing.",
		reworded: "A {n} permit takes {a} and {b}.",
		a: &[
			"two photographs",
			"a site plan",
			"a birth certificate",
			"proof of insurance",
			"a letter from the owner",
			"the old licence",
			"a medical report",
			"a soil sample",
		],
		b: &[
			"15 marks",
			"120 marks",
			"7 marks",
			"64 marks",
			"33 marks",
			"250 marks",
			"48 marks",
			"90 marks",
			"21 marks",
		],
	},
];

#[cfg(test)]
mod tests {
	use super::*;
	use std::collections::BTreeSet;

	#[test]
	fn frames_have_from_eight_words_to_seventy() {
		let words: Vec<usize> = DOMAINS.iter().map(Domain::words).collect();
		assert!(words.is_sorted() && words[0] == 8 && (60..75).contains(&words[8]), "{words:?}");
	}

	#[test]
	fn every_record_says_something_else() {
		for domain in &DOMAINS {
			let said: BTreeSet<String> = (0..60).map(|number| domain.fact(number).answer).collect();
			assert_eq!(said.len(), 60, "{}", domain.name);
		}
	}
}
