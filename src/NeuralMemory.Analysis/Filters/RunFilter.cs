using NeuralMemory.Yaml;

namespace NeuralMemory.Analysis;

/// <summary>
/// Chooses runs by an expression such as <c>task = copy and (bits_per_sequence &lt; 0.1 or not state = done)</c>: comparisons by
/// <c>= != &lt; &lt;= &gt; &gt;= ~ !~</c> (the last two: contains, or does not), joined by <c>and</c>, <c>or</c>, <c>not</c> and
/// parentheses; <c>and</c> binds closer. Names are those of <see cref="RunFields"/>. What a run does not have is equal to nothing, and
/// neither less nor greater.
/// </summary>
public sealed class RunFilter
{
    private const string Comparisons = "=, !=, <, <=, >, >=, ~ or !~";

    private readonly IReadOnlyList<FilterToken> _tokens;
    private readonly IReadOnlyList<RunFacts> _runs;
    private readonly string _source;
    private int _at;

    private RunFilter(string text, IReadOnlyList<RunFacts> runs, string source)
    {
        _tokens = FilterToken.Split(text, source);
        (_runs, _source) = (runs, source);
    }

    /// <summary>The runs that an expression chooses, in order.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="runs">The runs to choose from, whose names count.</param>
    /// <param name="source">What the expression is called where a problem is told.</param>
    /// <exception cref="InvalidInputException">
    /// The expression is none, or names what no run has; the message tells the column and what may be meant.
    /// </exception>
    public static IReadOnlyList<RunFacts> Choose(string text, IReadOnlyList<RunFacts> runs, string source = "--where")
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(runs);
        Predicate<RunFacts> isChosen = new RunFilter(text, runs, source).Whole();
        return [.. runs.Where(run => isChosen(run))];
    }

    private FilterToken Next => _tokens[_at];

    private Predicate<RunFacts> Whole()
    {
        Predicate<RunFacts> all = Or();
        return Next.Kind == FilterTokenKind.End ? all : throw Problem(Next, $"expected 'and', 'or' or the end, found {Next.Described}");
    }

    private Predicate<RunFacts> Or()
    {
        Predicate<RunFacts> left = And();
        while (Took(word: "or"))
        {
            (Predicate<RunFacts> first, Predicate<RunFacts> second) = (left, And());
            left = run => first(run) || second(run);
        }

        return left;
    }

    private Predicate<RunFacts> And()
    {
        Predicate<RunFacts> left = Not();
        while (Took(word: "and"))
        {
            (Predicate<RunFacts> first, Predicate<RunFacts> second) = (left, Not());
            left = run => first(run) && second(run);
        }

        return left;
    }

    private Predicate<RunFacts> Not()
    {
        int depth = 0;
        for (; Took(word: "not"); depth++)
        {
        }

        Predicate<RunFacts> inner = Single();
        return depth % 2 == 0 ? inner : run => !inner(run);
    }

    private Predicate<RunFacts> Single()
    {
        if (!Next.IsSign("("))
            return Comparison();
        FilterToken open = Take();
        Predicate<RunFacts> within = Or();
        if (!Next.IsSign(")"))
            throw Problem(Next.Kind == FilterTokenKind.End ? open : Next,
                Next.Kind == FilterTokenKind.End ? "this parenthesis is not closed" : $"expected ')', found {Next.Described}");
        Take();
        return within;
    }

    private Predicate<RunFacts> Comparison()
    {
        FilterToken name = Next.Kind is FilterTokenKind.Word or FilterTokenKind.Quoted ? Take()
            : throw Problem(Next, $"expected a name such as task or bits_per_sequence, found {Next.Described}");
        FilterToken sign = Next.Kind == FilterTokenKind.Operator ? Take()
            : throw Problem(Next, $"expected {Comparisons} after {Quoted.Text(name.Text)}, found {Next.Described}");
        FilterToken value = Next.Kind is FilterTokenKind.Word or FilterTokenKind.Quoted ? Take()
            : throw Problem(Next, $"expected a value after '{sign.Text}', found {Next.Described}");
        Field field = RunFields.Find(name.Text, _runs, out string? problem) ?? throw Problem(name, problem!);
        return sign.Text switch
        {
            "=" or "==" => run => field.Of(run).Is(value.Text),
            "!=" => run => !field.Of(run).Is(value.Text),
            "~" => run => field.Of(run).Has(value.Text),
            "!~" => run => !field.Of(run).Has(value.Text),
            _ when field.IsText => throw Problem(sign, $"{Quoted.Text(name.Text)} is a text; compare it by =, !=, ~ or !~"),
            var order => Ordered(field, order, NumberOf(value, order)),
        };
    }

    private double NumberOf(FilterToken value, string sign) => FieldValue.NumberOf(value.Text)
        ?? throw Problem(value, $"expected a number after '{sign}', found {value.Described}");

    private static Predicate<RunFacts> Ordered(Field field, string sign, double bound) => sign switch
    {
        "<" => run => field.Of(run).Number < bound,
        "<=" => run => field.Of(run).Number <= bound,
        ">" => run => field.Of(run).Number > bound,
        _ => run => field.Of(run).Number >= bound,
    };

    private bool Took(string word)
    {
        if (!Next.IsWord(word))
            return false;
        _at++;
        return true;
    }

    private FilterToken Take() => _tokens[_at++];

    private InvalidInputException Problem(FilterToken at, string message) => FilterToken.Problem(_source, at.Column, message);
}
