// Which functions may throw an error of ours, judging by their bodies and the functions they call: for the check that each says so.
import {TypeScript as ts} from 'typedoc';

/**
 * Whether calling a function may end in a `throw` of this package, its own or that of a function it calls. Blind to functions that are
 * values, and to errors that the runtime throws.
 *
 * @param {import('typedoc').TypeScript.TypeChecker} checker
 * @param {string} sources the directory of the package's sources
 */
export function throwing(checker, sources) {
  /** @type {Map<import('typedoc').TypeScript.Node, boolean>} */
  const known = new Map();

  /** @param {import('typedoc').TypeScript.Node | undefined} declaration @returns {boolean} */
  function mayThrow(declaration) {
    if (declaration === undefined || !declaration.getSourceFile().fileName.startsWith(sources)) return false;
    const before = known.get(declaration);
    if (before !== undefined) return before;
    // A function that calls itself throws if anything else in it does.
    known.set(declaration, false);
    const body = /** @type {{body?: import('typedoc').TypeScript.Node}} */ (declaration).body;
    const result = body === undefined ? isSaidToThrow(declaration) : throwsWithin(body);
    known.set(declaration, result);
    return result;
  }

  /** @param {import('typedoc').TypeScript.Node} node @returns {boolean} */
  function throwsWithin(node) {
    if (ts.isThrowStatement(node)) return !isRethrow(node);
    if (ts.isTryStatement(node) && node.catchClause !== undefined)
      return [node.catchClause, node.finallyBlock].some(part => part !== undefined && throwsWithin(part));
    if ((ts.isCallExpression(node) || ts.isNewExpression(node)) && mayThrow(calledBy(node))) return true;
    // A function that is defined here and not passed on at once is called by whichever code gets it.
    if (ts.isFunctionLike(node) && !ts.isCallExpression(node.parent)) return false;
    return ts.forEachChild(node, child => throwsWithin(child) || undefined) ?? false;
  }

  /** @param {import('typedoc').TypeScript.CallExpression | import('typedoc').TypeScript.NewExpression} node */
  function calledBy(node) {
    const declaration = checker.getResolvedSignature(node)?.declaration;
    if (declaration === undefined) return undefined;
    // The signature of an overload has no body, but the implementation does.
    const {symbol} = /** @type {{symbol?: import('typedoc').TypeScript.Symbol}} */ (declaration);
    return symbol?.declarations?.find(one => 'body' in one && one.body !== undefined) ?? declaration;
  }

  return mayThrow;
}

/** @param {import('typedoc').TypeScript.Node} declaration */
function isSaidToThrow(declaration) {
  return ts.getJSDocTags(declaration).some(tag => tag.tagName.text === 'throws');
}

/** Whether a caught error is thrown again, which belongs to the code that was tried. @param {import('typedoc').TypeScript.ThrowStatement} node */
function isRethrow({expression, parent}) {
  /** @type {import('typedoc').TypeScript.Node | undefined} */
  let around = parent;
  while (around !== undefined && !ts.isCatchClause(around)) around = around.parent;
  const caught = around?.variableDeclaration?.name.getText();
  return ts.isIdentifier(expression) && expression.text === caught;
}
