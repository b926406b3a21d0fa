using NeuralMemory.Numerics;
using NeuralMemory.Tasks;

namespace NeuralMemory.Experiments;

/// <summary>A level of a curriculum.</summary>
public sealed class CurriculumLevel
{
    internal CurriculumLevel(int number, int count, CurriculumRanges ranges) => (Number, Count, Ranges) = (number, count, ranges);

    /// <summary>The number, from 1.</summary>
    public int Number { get; }

    /// <summary>How many levels the curriculum has.</summary>
    public int Count { get; }

    /// <summary>What the parameters under the curriculum are drawn from, in the order of the config.</summary>
    public IReadOnlyList<KeyValuePair<string, ValueRange>> Parameters => Ranges.Parameters;

    /// <summary>The same for every parameter of the task.</summary>
    internal CurriculumRanges Ranges { get; }
}

/// <summary>What a level draws from.</summary>
/// <param name="Parameters">The parameters that it sets, in the order of the config.</param>
/// <param name="Own">Every parameter of the task, in its order.</param>
/// <param name="Below">The same for a look back from the level or, with lessons, to it.</param>
internal sealed record CurriculumRanges(IReadOnlyList<KeyValuePair<string, ValueRange>> Parameters, ValueRange[] Own, ValueRange[] Below)
    : IParameterNarrowing
{
    /// <summary>Always to this level.</summary>
    public bool Narrow(RandomStream random, Span<ValueRange> ranges)
    {
        Own.CopyTo(ranges);
        return true;
    }
}
