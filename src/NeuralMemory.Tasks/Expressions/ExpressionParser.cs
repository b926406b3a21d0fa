using System.Globalization;

namespace NeuralMemory.Tasks;

/// <summary>
/// Reads an expression by recursive descent:
/// <code>
/// expression = term { ("+" | "-") term }
/// term       = factor { ("*" | "/" | "%") factor }
/// factor     = "-" factor | number | name | name "(" [ expression { "," expression } ] ")" | "(" expression ")"
/// </code>
/// </summary>
internal sealed class ExpressionParser
{
    private const int MaxDepth = 64;

    private readonly YamlScalar _source;
    private readonly Diagnostics _diagnostics;
    private readonly List<Token> _tokens;
    private int _next, _depth;

    private ExpressionParser(YamlScalar source, Diagnostics diagnostics)
    {
        (_source, _diagnostics) = (source, diagnostics);
        _tokens = ExpressionLexer.Split(source.Text);
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
        Expression? expression = parser.Sum();
        return expression is null || parser.Current.Kind == TokenKind.End ? expression : parser.Fail("an operator");
    }

    private Token Current => _tokens[_next];

    private Expression? Sum() => Chain(Product, "+-");

    private Expression? Product() => Chain(Factor, "*/%");

    private Expression? Chain(Func<Expression?> operand, string operators)
    {
        Expression? left = operand();
        while (left is not null && Current.Kind == TokenKind.Symbol && operators.Contains(Current.Text[0], StringComparison.Ordinal))
        {
            Token symbol = Take();
            left = operand() is { } right ? new BinaryExpression(MarkOf(symbol), symbol.Text[0], left, right) : null;
        }

        return left;
    }

    private Expression? Factor()
    {
        if (++_depth > MaxDepth)
            return Fail($"an expression nested at most {MaxDepth} levels deep");
        Expression? factor = Current switch
        {
            { Kind: TokenKind.Number } => Number(),
            { Kind: TokenKind.Name } => Name(),
            { Text: "-" } => Negation(),
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
        return new NumberExpression(MarkOf(Take()), value);
    }

    private NegationExpression? Negation()
    {
        Token minus = Take();
        return Factor() is { } operand ? new NegationExpression(MarkOf(minus), operand) : null;
    }

    private Expression? Parenthesis()
    {
        Take();
        return Sum() is not { } inner ? null : TakeIf(")") ? inner : Fail("')'");
    }

    private Expression? Name()
    {
        Token name = Take();
        if (!TakeIf("("))
            return new NameExpression(MarkOf(name), name.Text);
        var arguments = new List<Expression>();
        if (TakeIf(")"))
            return new CallExpression(MarkOf(name), name.Text, arguments);
        do
        {
            if (Sum() is not { } argument)
                return null;
            arguments.Add(argument);
        }
        while (TakeIf(","));
        return TakeIf(")") ? new CallExpression(MarkOf(name), name.Text, arguments) : Fail("',' or ')'");
    }

    private Token Take() => _tokens[_next++];

    private bool TakeIf(string symbol)
    {
        if (Current.Kind != TokenKind.Symbol || Current.Text != symbol)
            return false;
        _next++;
        return true;
    }

    private SourceMark MarkOf(Token token) => _source.MarkAt(token.Offset);

    private Expression? Fail(string expected)
    {
        string found = Current.Kind == TokenKind.End ? "the end of the expression" : Quoted.Text(Current.Text);
        _diagnostics.Add(MarkOf(Current), $"expected {expected}, found {found}");
        return null;
    }
}
