"""Splits the training records of a sentence task for development, and makes two hardened variants of the split.

Usage: sentence_variants.py TRAIN.jsonl FOLDER

Of each class 40 records are learnt and 8 asked. Writes NAME_train.jsonl and NAME_query.jsonl for
  plain  the records as they are
  para   other templates and other words for each class; a query's template and words are in no record
  bare   the sentence alone, with no word of the task
The test records are not read: they are for one last measurement.
"""
import json
import random
import sys

source, folder = sys.argv[1:]
src = [json.loads(line) for line in open(source)]
by = {}
for r in src: by.setdefault(r['class'], []).append(r)
phr = {
 'Reverse Order of Words': ['Flip the sequence of the words','Put the last word first and the first word last','Write the words back to front','Read the phrase from its end to its start'],
 'Capitalize Every Other Letter': ['Alternate between small and big characters','Make each second character upper case','Switch case from one character to the next','Use mixed case, starting small'],
 'Insert Number 1 Between Every Word': ['Separate the terms with the digit one','Place a 1 after each term but the last','Put the figure one in each gap','Join the terms using ones'],
 'Replace Vowels with *': ['Mask a, e, i, o and u by a star','Hide each of a e i o u behind an asterisk','Write a star wherever a, e, i, o or u stands','Star out the open sounds'],
 'Double Every Consonant': ['Write each hard sound two times','Repeat all letters other than a, e, i, o, u','Twin the letters that are not a e i o u','Stutter on closed sounds'],
 'Capitalize Every Word': ['Begin all terms with a big initial','Use title case','Give each term an upper case start','Write it like a headline'],
 'Remove All Vowels': ['Drop a, e, i, o and u','Leave out the open sounds','Keep only what is not a e i o u','Erase each of a, e, i, o, u'],
 "Add 'ly' To End of Each Word": ['Turn all terms to adverbs by a suffix','Append l and y to the terms','Attach the adverb ending everywhere','Suffix each term with l-y'],
 'Remove All Consonants': ['Keep only a, e, i, o and u','Drop the closed sounds','Leave nothing but the open sounds','Erase what is not a e i o u'],
 'Repeat Each Word Twice': ['Say all terms two times','Echo the terms one by one','Write each term again after itself','Use pairs of the same term'],
}
tmpl = ['Please do this to the text below. {d}:\n{s}\nResult: ','Task: {d}.\nInput: {s}\nOutput: ','{s}\n\n{d}, and give only the answer. ','You edit sentences. Rule: {d}. Sentence: "{s}" Edited: ','Q: How does "{s}" look if you {d}?\nA: ','I have a line, {s} Could you apply this? {d}. Sure: ']
def sentence(r): return r['prompt'].split('For example:\n')[1].strip().removesuffix('->').strip()
def para(r, rng, query):
    d = phr[r['class']]; d = d[3] if query else rng.choice(d[:3])
    t = rng.choice(tmpl[4:] if query else tmpl[:4])
    return dict(prompt=t.format(d=d, s=sentence(r)), completion=r['completion'], **{'class': r['class']})
def bare(r, rng, query):
    return dict(prompt=sentence(r)+' -> ', completion=r['completion'], **{'class': r['class']})
def plain(r, rng, query): return r
def write(path, rows): open(path,'w').writelines(json.dumps(r)+'\n' for r in rows)
NT, NQ = 40, 8
for name, f in (('plain',plain),('para',para),('bare',bare)):
    rng = random.Random(7); train=[]; query=[]
    for c, rs in by.items():
        rs = rs[:]; random.Random(c).shuffle(rs)
        query += [f(r, rng, True) for r in rs[:NQ]]; train += [f(r, rng, False) for r in rs[NQ:NQ+NT]]
    random.Random(3).shuffle(train)
    write(f'{folder}/{name}_train.jsonl', train); write(f'{folder}/{name}_query.jsonl', query)
