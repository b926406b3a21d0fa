using System.Globalization;
using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>A number that counts or indexes, checked each time it is computed.</summary>
internal sealed class IntegerArgument(NumberValue value, SourceMark mark, string what, int least)
{
    /// <summary>The values it can take.</summary>
    public ValueRange Range => value.Range;

    /// <summary>The integer in this episode.</summary>
    /// <exception cref="EpisodeException">It is too small or too large.</exception>
    public int Evaluate(EpisodeState state)
    {
        double result = value.Evaluate(state);
        // Integer expressions are exact in double precision far beyond this bound.
        if (!(result >= least && result <= TaskLimits.Rows))
            throw Refuse(result);
        return (int)result;
    }

    /// <summary>The error of an index outside [0, <paramref name="count"/>).</summary>
    public EpisodeException Outside(int index, int count) =>
        new(mark, $"{what} is {index}, and the sequence has {(count == 1 ? "1 row" : $"{count} rows")}, counted from 0");

    /// <summary>The error of a block that reaches beyond the end.</summary>
    public EpisodeException Beyond(int block, int size, int count) => new(
        mark, $"{what} is {block}, and the sequence of {count} rows has {(size == 0 ? 0 : count / size)} blocks of {size}, counted from 0");

    /// <summary>The error of a value that asks for too much.</summary>
    public EpisodeException Refuse(double result) => new(mark, result < least
        ? string.Create(CultureInfo.InvariantCulture, $"{what} must be at least {least}, and is {result}")
        : string.Create(CultureInfo.InvariantCulture, $"{what} is {result}: too large"));
}
