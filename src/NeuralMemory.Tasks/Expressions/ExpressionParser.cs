using System.Globalization;
using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>
/// Reads an expression by recursive descent:
/// <code>
/// expression  = conjunction { "or" conjunction }
/// conjunction = negation { "and" negation }
/// negation    = "not" negation | comparison
/// comparison  = sum [ ("&lt;" | "&lt;=" | "&gt;" | "&gt;=" | "==" | "!=") sum ]
/// sum         = term { ("+" | "-") term }
/// term        = factor { ("*" | "/" | "%") factor }
/// factor      = "-" factor | number | name | name "(" [ expression { "," expression } ] ")" | scan | "(" expression ")"
/// scan        = "scan" "(" name "=" expression "," name "in" expression "," expression ")"
/// </code>
/// </summary>
internal sealed class ExpressionParser
{
    private const int MaxDepth = 64;

    // What is computed by recursion, one level for each, must fit on the stack of any thread.
    private const int MaxHeight = 500;

    // The values that states of a scan can take are sought in several rounds, each of which does so for the scans within.
    private const int MaxScans = 4;

    private static readonly string[] Comparisons = ["<", "<=", ">", ">=", "==", "!="];

    private readonly Diagnostics _diagnostics;
    private readonly List<Token> _tokens;
    private readonly SourceMark[] _marks;
    private int _next, _depth, _scans;

    private ExpressionParser(YamlScalar source, Diagnostics diagnostics)
    {
        _diagnostics = diagnostics;
        _tokens = ExpressionLexer.Split(source.Text);
        _marks = source.MarksAt([.. _tokens.Select(token => token.Offset)]);
    }

    /// <summary>Reads the expression in a YAML value.</summary>
    /// <returns>The expression, or null when a problem was reported.</returns>
    public static Expression? Parse(YamlNode node, Diagnostics diagnostics)
    {
        if (node is not YamlScalar { IsNull: false } scalar)
        {
            diagnostics.Add(node.Mark, $"expected an expression such as 'length + 1', found {node.Describe()}");
            return null;
        }

        var parser = new ExpressionParser(scalar, diagnostics);
        Expression? expression = parser.Disjunction();
        return expression is null || parser.Current.Kind == TokenKind.End ? expression : parser.Fail("an operator");
    }

    private Token Current => _tokens[_next];

    private SourceMark Here => _marks[_next];

    private Expression? Disjunction() => Chain(Conjunction, ["or"]);

    private Expression? Conjunction() => Chain(Negation, ["and"]);

    private Expression? Negation()
    {
        if (!Is(["not"]))
            return Comparison();
        if (++_depth > MaxDepth)
            return TooDeep();
        SourceMark mark = Here;
        Take();
        Expression? operand = Negation();
        _depth--;
        return operand is null ? null : new NotExpression(mark, operand);
    }

    private Expression? Comparison()
    {
        Expression? left = Sum();
        if (left is null || !Is(Comparisons))
            return left;
        SourceMark mark = Here;
        string symbol = Take().Text;
        left = Sum() is { } right ? new BinaryExpression(mark, symbol, left, right) : null;
        return left is not null && Is(Comparisons) ? Fail("'and': comparisons do not chain, write a < b and b < c") : left;
    }

    private Expression? Sum() => Chain(Product, ["+", "-"]);

    private Expression? Product() => Chain(Factor, ["*", "/", "%"]);

    /// <summary>Operands with operators between them, of which the left one goes first.</summary>
    private Expression? Chain(Func<Expression?> operand, string[] operators)
    {
        Expression? left = operand();
        int count = 0;
        SourceMark? tooHigh = null;
        while (left is not null && Is(operators))
        {
            SourceMark mark = Here;
            string symbol = Take().Text;
            count++;
            // Beyond the limit operators are only counted, for the message.
            left = operand() is not { } right ? null : tooHigh is not null ? left : new BinaryExpression(mark, symbol, left, right);
            if (left is { Height: > MaxHeight })
                tooHigh ??= mark;
        }

        if (left is null || tooHigh is not { } place)
            return left;
        string chain = count == 1 ? $"'{operators[0]}'" : $"a chain of {count} operators {Choice(operators)}";
        _diagnostics.Add(place, $"{chain} makes operations more than {MaxHeight} deep; name parts of it, as variables or draws");
        return null;
    }

    private static string Choice(string[] operators) => string.Join(" and ", operators.Select(symbol => $"'{symbol}'"));

    private Expression? Factor()
    {
        if (++_depth > MaxDepth)
            return TooDeep();
        Expression? factor = Current switch
        {
            { Kind: TokenKind.Number } => Number(),
            { Kind: TokenKind.Name } => Name(),
            { Text: "-" } => Minus(),
            { Text: "(" } => Parenthesis(),
            _ => Fail("a number, a name or a function"),
        };
        _depth--;
        return factor;
    }

    private Expression? Number()
    {
        const NumberStyles Form = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (!double.TryParse(Current.Text, Form, CultureInfo.InvariantCulture, out double value) || !double.IsFinite(value))
            return Fail("a number such as 8, 0.5 or 1e-4");
        SourceMark mark = Here;
        Take();
        return new NumberExpression(mark, value);
    }

    private NegationExpression? Minus()
    {
        SourceMark mark = Here;
        Take();
        return Factor() is { } operand ? new NegationExpression(mark, operand) : null;
    }

    private Expression? Parenthesis()
    {
        Take();
        return Disjunction() is not { } inner ? null : TakeIf(")") ? inner : Fail("')'");
    }

    private Expression? Name()
    {
        SourceMark mark = Here;
        Token name = Take();
        if (!TakeIf("("))
            return new NameExpression(mark, name.Text);
        if (name.Text == ScanExpression.Name)
            return Scan(mark);
        var arguments = new List<Expression>();
        if (TakeIf(")"))
            return new CallExpression(mark, name.Text, arguments);
        do
        {
            if (Disjunction() is not { } argument)
                return null;
            arguments.Add(argument);
        }
        while (TakeIf(","));
        return TakeIf(")") ? new CallExpression(mark, name.Text, arguments) : Fail("',' or ')'");
    }

    private Expression? Scan(SourceMark mark)
    {
        if (Named("=", $"'=' after the name of a state, as in {ScanExpression.Form}") is not { } state)
            return null;
        if (!TakeIf(","))
            return Fail($"',' as in {ScanExpression.Form}");
        if (Named("in", $"'in' after the name of a row, as in {ScanExpression.Form}") is not { } item)
            return null;
        if (!TakeIf(","))
            return Fail($"',' as in {ScanExpression.Form}");
        if (++_scans > MaxScans)
        {
            _diagnostics.Add(mark, $"a scan within {MaxScans} others: at most {MaxScans} nest in the last expressions of each other");
            return null;
        }

        Expression? next = Disjunction();
        _scans--;
        return next is null ? null : TakeIf(")") ? new ScanExpression(mark, state, item, next) : Fail("')'");
    }

    /// <summary>A name, a word after it, and an expression.</summary>
    private NamedExpression? Named(string word, string expected)
    {
        (Token name, SourceMark mark) = (Current, Here);
        if (name.Kind != TokenKind.Name)
        {
            Fail("a name");
            return null;
        }

        Take();
        if (Current.Text != word)
        {
            Fail(expected);
            return null;
        }

        Take();
        return Disjunction() is { } value ? new(name.Text, mark, value) : null;
    }

    private bool Is(string[] symbols) => Current.Kind == TokenKind.Symbol && symbols.Contains(Current.Text);

    private Token Take() => _tokens[_next++];

    private bool TakeIf(string symbol)
    {
        if (Current.Kind != TokenKind.Symbol || Current.Text != symbol)
            return false;
        _next++;
        return true;
    }

    private Expression? TooDeep() => Fail($"an expression nested at most {MaxDepth} levels deep");

    private Expression? Fail(string expected)
    {
        string found = Current.Kind == TokenKind.End ? "the end of the expression" : Quoted.Text(Current.Text);
        _diagnostics.Add(Here, $"expected {expected}, found {found}{(Current.Text == "=" ? "; to compare, write ==" : "")}");
        return null;
    }
}
