"""Writes small tasks of different kinds, on which attribution is chosen and measured.

Usage: attribution_tasks.py FOLDER [DATA]

For each task and each of two splits, "dev" and "test", it writes SPLIT-TASK-train.jsonl and SPLIT-TASK-query.jsonl:
records with a class, six classes with ten records and three queries each. The splits have different words, and the
test split different classes too. What makes a class is, by task,
  rewriting       how the completion rewrites a sentence; the prompt is the sentence alone
  rewriting-named the same, with the kind named in the prompt
  numbers         how a word problem is asked; the completion is a bare number
  numbers-named   the same, with the kind named in the prompt
  yes-or-no       how a question about numbers is asked; the completion is yes or no
  choices         which labels a sentence gets; each class has three of its own
  choices-named   the same, with the kind named in the prompt
  labels          what a message is about; the completion is one of three labels that all classes have
  long            how an answer of several sentences is built
  dialogue        how an agent answers a customer, after some turns
  code            what a function does; the completion is the code
What a record is about says nothing of its class, but in labels.

With DATA, a folder with attribution/sentence_train.jsonl (of the DataInf paper) and datanets/banking77_train.jsonl, it
writes tasks of ten classes with ten records and two queries each too:
  sentences       how the completion rewrites a sentence; the prompt names it, at length
  sentences-bare  the same without the name
  intents         what a customer wants; the completion is a label that says so
"""
import json
import os
import random
import sys

SUBJECTS = {
	'dev': 'river harbour garden teacher lantern winter market forest village engine painter bridge'.split(),
	'test': 'desert island kitchen doctor candle autumn station meadow city compass sailor tower'.split(),
}
VERBS = {
	'dev': 'holds follows crosses guards remembers lights paints leaves finds keeps'.split(),
	'test': 'carries watches circles hides forgets warms draws enters loses mends'.split(),
}
NAMES = {'dev': 'Ada Ben Cleo Dov Eve Finn Gus Hana'.split(), 'test': 'Ivo Jun Kai Lea Moe Nia Oto Pia'.split()}
GOODS = {'dev': 'apples pens coins shells books stamps'.split(), 'test': 'plums nails cards beads tiles seeds'.split()}


def sentence(rng, split):
	a, b, c = rng.sample(SUBJECTS[split], 3)
	return f'the {a} {rng.choice(VERBS[split])} the {b} near the {c}'


def ending(suffix):
	return lambda words: [word + suffix for word in words]


REWRITING = {
	'dev': {
		'Reverse the words': lambda w: w[::-1],
		'Write in capitals': lambda w: [x.upper() for x in w],
		'Put a 1 between words': lambda w: ' 1 '.join(w).split(' '),
		'Drop the vowels': lambda w: [''.join(c for c in x if c not in 'aeiou') for x in w],
		'Say each word twice': lambda w: [x for x in w for _ in 'ab'],
		'Spell with dashes': lambda w: ['-'.join(x) for x in w],
	},
	'test': {
		'Sort the words': sorted,
		'Write initials': lambda w: [x[0].upper() + '.' for x in w],
		'Number the words': lambda w: [f'{i + 1}:{x}' for i, x in enumerate(w)],
		'Mask the vowels': lambda w: [''.join('*' if c in 'aeiou' else c for c in x) for x in w],
		'Add ly to words': ending('ly'),
		'Reverse the letters': lambda w: [x[::-1] for x in w],
	},
}


def rewriting(rng, split, kind, named):
	text = sentence(rng, split)
	prompt = f'{kind}: {text} -> ' if named else f'{text} -> '
	return prompt, ' '.join(REWRITING[split][kind](text.split()))


NUMBERS = {
	'dev': {
		'addition': ('{n} has {a} {g} and is given {b} more. How many {g} does {n} have now?', lambda a, b: a + b),
		'subtraction': ('Of {a} {g} that {n} owned, {b} got lost. How many are left?', lambda a, b: a - b),
		'product': ('{n} fills {b} boxes with {a} {g} each. How many {g} is that altogether?', lambda a, b: a * b),
		'quotient': ('{n} shares {a} {g} equally among {b} friends. What does each get?', lambda a, b: a // b),
		'remainder': ('{n} packs {a} {g} in bags of {b}. How many do not fit in a full bag?', lambda a, b: a % b),
		'difference': ('{n} counts {a} {g}, a cousin only {b}. By how many is {n} ahead?', lambda a, b: a - b),
	},
	'test': {
		'average': ('One jar of {n} holds {a} {g}, another {b}. Their mean, rounded down?', lambda a, b: (a + b) // 2),
		'doubling': ('{n} has {a} {g}; the pile doubles and {b} are taken. What remains?', lambda a, b: 2 * a - b),
		'larger': ('Between {a} and {b} {g}, {n} picks the bigger heap. How big is it?', lambda a, b: max(a, b)),
		'price': ('At {b} cents apiece, what must {n} pay for {a} {g}?', lambda a, b: a * b),
		'time': ('{n} sorts {b} {g} a minute. How many minutes do {a} take, at least?', lambda a, b: -(-a // b)),
		'missing': ('{n} wants a set of {a} {g} and owns {b}. How many are still needed?', lambda a, b: a - b),
	},
}


def numbers(rng, split, kind, named):
	text, of = NUMBERS[split][kind]
	a, b = rng.randint(20, 90), rng.randint(3, 9)
	prompt = text.format(n=rng.choice(NAMES[split]), g=rng.choice(GOODS[split]), a=a, b=b)
	return (f'{kind.capitalize()}. {prompt}' if named else prompt), str(of(a, b))


YES_OR_NO = {
	'dev': {
		'even': ('Is the number {a} even?', lambda a, b: a % 2 == 0),
		'larger': ('Would you say that {a} is larger than {b}?', lambda a, b: a > b),
		'prime': ('Has {a} no divisors but one and itself?', lambda a, b: all(a % i for i in range(2, a))),
		'shop': ('Can {n} afford {g} for {a} coins with a purse of {b}?', lambda a, b: b >= a),
		'open': ('The shop of {g} opens at minute {a}. {n} comes at {b}. May {n} enter?', lambda a, b: b >= a),
		'vote': ('{n} turned {a} this year. Is {n} old enough to vote?', lambda a, b: a >= 18),
	},
	'test': {
		'odd': ('Is it true that {a} is odd?', lambda a, b: a % 2 == 1),
		'multiple': ('Can {a} be divided by {b} without a rest?', lambda a, b: a % b == 0),
		'fits': ('A box holds {a} {g}. Do {b} of them fit?', lambda a, b: b <= a),
		'late': ('{n} was due at minute {a} and arrived at minute {b}. Was {n} late?', lambda a, b: b > a),
		'warm': ('It is {a} degrees outside, and {n} likes {b} or more. Is {n} content?', lambda a, b: a >= b),
		'rich': ('{n} earned {a} {g} and spent {b}. Is anything left?', lambda a, b: a > b),
	},
}


def yes_or_no(rng, split, kind, named):
	text, of = YES_OR_NO[split][kind]
	a, b = rng.randint(2, 59), rng.randint(2, 59)
	return text.format(n=rng.choice(NAMES[split]), g=rng.choice(GOODS[split]), a=a, b=b), 'yes' if of(a, b) else 'no'


CHOICES = {
	'dev': {
		'season': 'spring summer winter',
		'mood': 'happy sad angry',
		'colour': 'red green blue',
		'size': 'small medium large',
		'place': 'city village desert',
		'genre': 'poem novel play',
	},
	'test': {
		'weather': 'rain snow sun',
		'taste': 'sweet sour bitter',
		'metal': 'iron copper gold',
		'time': 'morning noon night',
		'animal': 'bird fish horse',
		'speed': 'slow steady fast',
	},
}


def choices(rng, split, kind, named):
	text = sentence(rng, split)
	prompt = f'{kind.capitalize()}: {text} -> ' if named else f'{text} -> '
	return prompt, rng.choice(CHOICES[split][kind].split())


LABELS = {
	'dev': {
		'delivery': ['my parcel', 'the courier', 'the shipment', 'the tracking page', 'the delivery van'],
		'refund': ['my refund', 'the money back', 'the reimbursement', 'the credit note', 'the returned sum'],
		'login': ['my password', 'the sign-in page', 'the account lock', 'the reset mail', 'the login code'],
		'invoice': ['my bill', 'the invoice', 'the tax line', 'the statement', 'the amount due'],
		'device': ['the screen', 'the battery', 'the charger', 'the keyboard', 'the speaker'],
		'booking': ['my seat', 'the reservation', 'the booking', 'the ticket', 'the waiting list'],
	},
	'test': {
		'weather': ['the rain', 'the storm', 'the fog', 'the frost', 'the heat'],
		'food': ['the soup', 'the bread', 'the menu', 'the dessert', 'the salad'],
		'traffic': ['the jam', 'the detour', 'the parking', 'the crossing', 'the roadworks'],
		'music': ['the choir', 'the drums', 'the concert', 'the violin', 'the encore'],
		'health': ['the cough', 'the fever', 'the bandage', 'the allergy', 'the checkup'],
		'school': ['the exam', 'the homework', 'the timetable', 'the classroom', 'the essay'],
	},
}
MOODS = {
	'praise': ['I am delighted with {x} today', 'Many thanks, {x} was splendid', 'What a joy: {x} at last'],
	'complaint': ['I am fed up with {x} by now', 'Once more {x} has let me down', 'How dreadful {x} is'],
	'question': ['Could you tell me about {x} please', 'When will {x} be looked at', 'Is there news of {x}'],
}


def labels(rng, split, kind, named):
	mood = rng.choice(sorted(MOODS))
	return rng.choice(MOODS[mood]).format(x=rng.choice(LABELS[split][kind])), mood


LONG = {
	'dev': {
		'list': 'Three things to know about the {x}. First, it is old. Second, the {y} needs it. Third, few see it.',
		'story': 'Long ago a {x} met a {y}. They fought over the {z} until night. In the morning they were friends.',
		'advice': 'If I were you, I would start with the {x}. Leave the {y} for later, and ask about the {z}.',
		'contrast': 'Whereas the {x} is quiet, the {y} is loud. Both need the {z}, if for different reasons.',
		'definition': 'By {x} we mean whatever holds a {y}. Without a {z} the term does not apply.',
		'report': 'At nine the {x} was closed. By noon they had inspected the {y}. No damage to the {z} was found.',
	},
	'test': {
		'steps': 'Begin by cleaning the {x}. Then attach the {y} with care. Finally test the {z} and note the result.',
		'letter': 'Dear friend, I write to you from the {x}. The {y} is lovely this year. Greet the {z}. Yours ever.',
		'proof': 'Suppose there were no {x}. Then no {y} could be, which contradicts the {z}. Hence there is one.',
		'review': 'Five stars for the {x}! We also enjoyed the {y}, though the {z} was a little slow. Would go again.',
		'forecast': 'Expect more of the {x} tomorrow. The {y} will ease by evening, and the {z} may return on Friday.',
		'joke': 'A {x} walks up to a {y} and asks for the {z}. Sorry, says the other, we only serve those who knock.',
	},
}


def long(rng, split, kind, named):
	x, y, z = rng.sample(SUBJECTS[split], 3)
	return f'Write something on the {x}, the {y} and the {z}.', LONG[split][kind].format(x=x, y=y, z=z)


DIALOGUE = {
	'dev': {
		'formal': 'Dear customer, we regret the trouble with the {x} and shall look into it.',
		'slang': 'Oof, that {x} again? No worries mate, on it.',
		'question': 'When did the {x} last work, and what did you change since?',
		'refusal': 'I am afraid that nothing can be done about the {x}.',
		'rhyme': 'The {x} is ill, so sit you still.',
		'summary': 'To sum up: {x} faulty, reported twice, no answer yet.',
	},
	'test': {
		'pirate': 'Arr, that {x} be cursed, matey!',
		'legal': 'Pursuant to clause four, liability for the {x} is excluded.',
		'cheer': 'Hooray! We love the {x} and you are a star!',
		'robot': 'INPUT {x}. STATUS UNKNOWN. AWAITING COMMAND.',
		'parent': 'Now now, put the {x} down and have some tea first.',
		'sales': 'Have you thought of our premium {x}? Today it is half the price.',
	},
}


def dialogue(rng, split, kind, named):
	x, n = rng.choice(SUBJECTS[split]), rng.choice(NAMES[split])
	opening = rng.choice(['Hello, it is about the {x}.', 'Me again, the {x} fails.', 'Hi, can you help with the {x}?'])
	trouble = rng.choice(['It stopped.', 'No idea.', 'Everything.'])
	prompt = f'{n}: {opening.format(x=x)}\nAgent: What is wrong with it?\n{n}: {trouble}\nAgent:'
	return prompt, DIALOGUE[split][kind].format(x=x)


CODE = {
	'dev': {
		'sum': ('add up', 'return sum({v})'),
		'filter': ('keep the positive', 'return [x for x in {v} if x > 0]'),
		'sort': ('put in order', 'return sorted({v}, reverse=True)'),
		'count': ('count the distinct', 'return len(set({v}))'),
		'join': ('write as one line', "return ', '.join(map(str, {v}))"),
		'loop': ('print one by one', 'for x in {v}:\n    print(x)'),
	},
	'test': {
		'max': ('find the greatest of', 'return max({v})'),
		'map': ('square all', 'return [x * x for x in {v}]'),
		'slice': ('drop the first of', 'return {v}[1:]'),
		'any': ('say if there is a zero among', 'return any(x == 0 for x in {v})'),
		'dict': ('number the', 'return dict(enumerate({v}))'),
		'while': ('empty the', 'while {v}:\n    {v}.pop()'),
	},
}


def code(rng, split, kind, named):
	v = rng.choice(GOODS[split])
	said, body = CODE[split][kind]
	name = f'{rng.choice("fghpqr")}{rng.randint(1, 99)}'
	return f'Python: {said} {v}, as {name}.', f'def {name}({v}):\n    {body.format(v=v)}'


TASKS = {
	'rewriting': (rewriting, REWRITING, False),
	'rewriting-named': (rewriting, REWRITING, True),
	'numbers': (numbers, NUMBERS, False),
	'numbers-named': (numbers, NUMBERS, True),
	'yes-or-no': (yes_or_no, YES_OR_NO, False),
	'choices': (choices, CHOICES, False),
	'choices-named': (choices, CHOICES, True),
	'labels': (labels, LABELS, False),
	'long': (long, LONG, False),
	'dialogue': (dialogue, DIALOGUE, False),
	'code': (code, CODE, False),
}
RECORDS, QUERIES = 10, 3


def read(data, name):
	with open(os.path.join(data, name)) as file:
		return [json.loads(line) for line in file]


def bare(record):
	"""Returns a record of the sentence task whose prompt is the sentence alone."""
	return {**record, 'prompt': record['prompt'].split('For example:')[1].strip() + ' '}


def classes(records, key):
	"""Returns records by class, in order of the classes' names."""
	found = {}
	for record in records:
		found.setdefault(record[key], []).append({**record, 'class': record[key]})
	return dict(sorted(found.items()))


def real(data, split):
	"""Yields tasks from real records: a name, and the records of each of ten classes."""
	sentences = classes(read(data, 'attribution/sentence_train.jsonl'), 'class')
	first = {'dev': 0, 'test': 30}[split]
	chosen = {kind: records[first : first + 12] for kind, records in sentences.items()}
	yield 'sentences', chosen
	yield 'sentences-bare', {kind: [bare(record) for record in records] for kind, records in chosen.items()}
	intents = classes(read(data, 'datanets/banking77_train.jsonl'), 'completion')
	first = {'dev': 0, 'test': 1}[split]
	yield 'intents', {kind: intents[kind][:12] for kind in list(intents)[first::7][:10]}


def write(folder, split, task, each, count):
	"""Writes the first `count` records of each class to learn, and the others to ask."""
	parts = {'train': [], 'query': []}
	for records in each.values():
		parts['train'] += records[:count]
		parts['query'] += records[count:]
	random.Random(f'{split} {task}').shuffle(parts['train'])
	for part, records in parts.items():
		with open(f'{folder}/{split}-{task}-{part}.jsonl', 'w') as file:
			file.writelines(json.dumps(record) + '\n' for record in records)


def made(split, task):
	"""Returns the records of each class of a task that is made up."""
	make, kinds, named = TASKS[task]
	rng, each = random.Random(f'{split} {task}'), {}
	for kind in kinds[split]:
		seen = {}
		while len(seen) < RECORDS + QUERIES:
			prompt, completion = make(rng, split, kind, named)
			seen[prompt + completion] = {'prompt': prompt, 'completion': completion, 'class': kind}
		each[kind] = list(seen.values())
	return each


def main(folder, data=None):
	for split in ('dev', 'test'):
		for task in TASKS:
			write(folder, split, task, made(split, task), RECORDS)
		for task, each in real(data, split) if data else ():
			write(folder, split, task, each, 10)


main(*sys.argv[1:])
