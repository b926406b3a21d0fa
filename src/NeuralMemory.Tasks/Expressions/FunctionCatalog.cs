using System.Collections.Frozen;

namespace NeuralMemory.Tasks;

/// <summary>What the manual says of a function.</summary>
/// <param name="Name">How it is called.</param>
/// <param name="Signature">Its arguments: <c>repeat(sequence, times)</c>.</param>
/// <param name="Summary">What it gives, a sentence.</param>
/// <param name="Example">A call.</param>
/// <param name="IsRandom">Whether it draws random values.</param>
public sealed record FunctionDescription(string Name, string Signature, string Summary, string Example, bool IsRandom);

/// <summary>
/// The functions of the language. To add one, write its class and list it here; the manual's table is checked against this list.
/// </summary>
public static class FunctionCatalog
{
    private static readonly TaskFunction[] All =
    [
        new BitsFunction(),
        new IntegerFunction(),
        new RealFunction(),
        new RealsFunction(),
        new BetaFunction(),
        new MarkovBitsFunction(),
        new KtBitsFunction(),
        new PermutationFunction(),
        new RepeatFunction(),
        new ReverseFunction(),
        new ConcatFunction(),
        new SliceFunction(),
        new BlockFunction(),
        new RowFunction(),
        new GatherFunction(),
        new SortByFunction(),
        new FillFunction("zeros", 0),
        new FillFunction("ones", 1),
        new LiteralFunction(),
        new AtFunction(),
        new RowsFunction(),
        new StandardizeFunction(),
        new FloorFunction(),
        new MinMaxFunction("min", "smallest", Math.Min),
        new MinMaxFunction("max", "largest", Math.Max),
    ];

    private static readonly FrozenDictionary<string, TaskFunction> ByName = All.ToFrozenDictionary(function => function.Name);

    /// <summary>The names, in the order of the manual.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(function => function.Name)];

    /// <summary>Every function as the manual describes it.</summary>
    public static IReadOnlyList<FunctionDescription> Descriptions { get; } =
        [.. All.Select(f => new FunctionDescription(f.Name, f.Signature, f.Summary, f.Example, f.IsRandom))];

    internal static TaskFunction? Find(string name) => ByName.GetValueOrDefault(name);
}
