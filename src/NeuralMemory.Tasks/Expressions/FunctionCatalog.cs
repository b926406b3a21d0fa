using System.Collections.Frozen;
using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>What the manual says of a function.</summary>
/// <param name="Group">The heading that it stands under.</param>
/// <param name="Name">How it is called.</param>
/// <param name="Signature">Its arguments: <c>repeat(sequence, times)</c>.</param>
/// <param name="Summary">What it gives, a sentence.</param>
/// <param name="Example">An expression that calls it.</param>
/// <param name="IsRandom">Whether it draws random values.</param>
internal sealed record FunctionDescription(string Group, string Name, string Signature, string Summary, string Example, bool IsRandom);

/// <summary>
/// The functions of the language. To add one, write its class and list it here; the manual's tables are checked against this list.
/// </summary>
internal static class FunctionCatalog
{
    private static readonly (string Group, TaskFunction[] Functions)[] Groups =
    [
        ("Random values",
        [
            new BitsFunction(),
            new DistinctBitsFunction(),
            new IntegerFunction(),
            new IntegersFunction(),
            new DistinctFunction(),
            new PermutationFunction(),
            new PickFunction(),
            new ChoiceFunction(),
            new BernoulliFunction(),
            new CoinsFunction(),
            new RealFunction(),
            new RealsFunction(),
            new NormalFunction(),
            new NormalsFunction(),
            new BetaFunction(),
            new MarkovBitsFunction(),
            new BinaryNumberFunction(),
            new BinaryUpToFunction(),
            new ArithmeticFunction(),
            new GeometricFunction(),
            new EditsFunction(),
        ]),
        ("Sequences",
        [
            new LiteralFunction(),
            new FillFunction("zeros", 0),
            new FillFunction("ones", 1),
            new RangeFunction(),
            new RepeatFunction(),
            new ReverseFunction(),
            new ConcatFunction(),
            new PadFunction(),
            new SliceFunction(),
            new BlockFunction(),
            new RowFunction(),
            new GatherFunction(),
            new SortFunction(),
            new SortByFunction(),
            new ReplaceFunction(),
            new ScatterFunction(),
            new ColumnsFunction(),
            new ZipFunction(),
            new InterleaveFunction(),
            new ReshapeFunction(),
            new FlattenFunction(),
            new KeepFunction(),
            new FirstEqualFunction(),
        ]),
        ("Encodings",
        [
            new OneHotFunction(),
            new DigitsFunction(),
            new BinaryFunction(),
            new StandardizeFunction(),
        ]),
        ("Numbers",
        [
            new AtFunction(),
            new RowsFunction(),
            new FindFunction(),
            new SumFunction(),
            new RowSumsFunction(),
            new RunningSumFunction(),
            new IfFunction(),
            new TrainingFunction(),
            new FloorFunction(),
            new AbsFunction(),
            new PowerFunction(),
            new MinMaxFunction("min", "smallest", Math.Min),
            new MinMaxFunction("max", "largest", Math.Max),
        ]),
        ("Text",
        [
            new AnyLineFunction(),
            new TextFunction(),
            new VocabularyFunction(),
            new SpecialSymbolFunction("end", "after", vocabulary => vocabulary.End, "a label is one symbol"),
            new SpecialSymbolFunction("begin", "before", vocabulary => vocabulary.Begin, "give the column 'begin: true'"),
        ]),
        ("Graphs, machines, predictors",
        [
            new KnnGraphFunction(),
            new RandomWalkFunction(),
            new PairAtDistanceFunction(),
            new ShortestPathFunction(),
            new RelationTableFunction(),
            new RelationQueryFunction(),
            new StackMachineFunction(),
            new AddBinaryFunction(),
            new MultiplyBinaryFunction(),
            new DivideBinaryFunction(),
            new RootBinaryFunction(),
            new EvaluateFunction(),
            new BitsOfFunction(),
            new KtBitsFunction(),
        ]),
    ];

    private static readonly FrozenDictionary<string, TaskFunction> ByName =
        Groups.SelectMany(group => group.Functions).ToFrozenDictionary(function => function.Name);

    /// <summary>The names, in the order of the manual.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Groups.SelectMany(group => group.Functions).Select(function => function.Name)];

    /// <summary>Every function as the manual describes it, in its order.</summary>
    public static IReadOnlyList<FunctionDescription> Descriptions => field ??=
    [
        .. Groups.SelectMany(group => group.Functions.Select(
            f => new FunctionDescription(group.Group, f.Name, f.Signature, f.Summary, f.Example, f.IsRandom))),
    ];

    internal static TaskFunction? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>How a function is written, scans included, or null when there is none of the name.</summary>
    internal static string? FormOf(string name) => name == ScanExpression.Name ? ScanExpression.Form : Find(name)?.Signature;

    /// <summary>The end of a sentence about a function that does not exist: they are too many to name them all.</summary>
    internal static string Hint(string name)
    {
        if (ForeignNames.Find(name) is { } form)
            return $"; write {form} (tasks/README.md lists the functions)";
        string? nearest = NearestName.Find(name, Names.Append(ScanExpression.Name));
        return (nearest is null ? "" : $"; did you mean '{nearest}'?") + " (tasks/README.md lists the functions)";
    }
}
