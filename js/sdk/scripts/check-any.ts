// Fails if any expression of a package, its tests or its examples has the type `any`, written or inferred.
//
//   node sdk/dist/scripts/check-any.js FOLDER CONFIG...
//
// Without arguments it looks at the SDK.
//
// A library may hand out `any`; that is allowed where the code gives it a type at once: as the operand of `as`, or
// where a declared type takes it up.

import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** This file is compiled to `sdk/dist/scripts/`. */
const SDK = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const [folder = SDK, ...named] = process.argv.slice(2);
const FOLDER = resolve(folder);
const CONFIGS = named.length > 0 ? named : ['tsconfig.json', 'tests/tsconfig.json', 'scripts/tsconfig.json'];

/** Makes the program that a configuration describes. */
function programOf(config: string): ts.Program {
	const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => {} };
	const parsed = ts.getParsedCommandLineOfConfigFile(join(FOLDER, config), {}, host);
	if (!parsed) throw new Error(`${config} cannot be read`);
	const { fileNames: rootNames, options, projectReferences } = parsed;
	return ts.createProgram({ rootNames, options: { ...options, noEmit: true }, projectReferences });
}

/** Returns whether a node is a value that code reads, or a name that it declares. */
function isValue(node: ts.Node): boolean {
	return (
		ts.isCallExpression(node) ||
		ts.isPropertyAccessExpression(node) ||
		ts.isElementAccessExpression(node) ||
		ts.isAwaitExpression(node) ||
		((ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isBindingElement(node)) &&
			ts.isIdentifier(node.name))
	);
}

/** Returns whether code gives an `any` a type at once. */
function isTypedAtOnce({ parent }: ts.Node): boolean {
	if (ts.isParenthesizedExpression(parent)) return isTypedAtOnce(parent);
	return ts.isAsExpression(parent) && parent.type.kind !== ts.SyntaxKind.AnyKeyword;
}

/** Collects the places of a file where something is `any`. */
function findAny(file: ts.SourceFile, checker: ts.TypeChecker): string[] {
	const found: string[] = [];
	const note = (node: ts.Node, what: string): void => {
		const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
		found.push(`${relative(FOLDER, file.fileName)}:${line + 1}: ${what} ${node.getText(file).slice(0, 80)}`);
	};
	const visit = (node: ts.Node): void => {
		if (node.kind === ts.SyntaxKind.AnyKeyword) note(node, 'the keyword');
		else if (isValue(node) && !isTypedAtOnce(node)) {
			if (checker.getTypeAtLocation(node).flags & ts.TypeFlags.Any) return note(node, 'the type of');
		}
		ts.forEachChild(node, visit);
	};
	visit(file);
	return found;
}

const found = CONFIGS.flatMap((config) => {
	const program = programOf(config);
	const ours = program
		.getSourceFiles()
		.filter(
			({ fileName, isDeclarationFile }) =>
				!isDeclarationFile && fileName.startsWith(FOLDER) && !fileName.includes('node_modules'),
		);
	if (ours.length === 0) throw new Error(`${config} names no files`);
	return ours.flatMap((file) => findAny(file, program.getTypeChecker()));
});
for (const place of new Set(found)) console.error(place);
if (found.length > 0) throw new Error(`${new Set(found).size} places are of type any`);
