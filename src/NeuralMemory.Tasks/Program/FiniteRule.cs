using System.Globalization;
using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>What any channel may hold: numbers that are finite in the precision of a batch.</summary>
/// <param name="channel">The channel.</param>
/// <param name="mark">Where the value stands.</param>
internal sealed class FiniteRule(Channel channel, SourceMark mark) : IWriteRule
{
    public IWriteRule? Prove(TaskValue value, Diagnostics diagnostics) =>
        Real.IsFinite((Real)value.Elements.Low) && Real.IsFinite((Real)value.Elements.High) ? null : this;

    public void Check(Real number)
    {
        if (!Real.IsFinite(number))
            throw Refuse(number);
    }

    public void Check(ReadOnlySpan<Real> values)
    {
        foreach (Real value in values)
            if (!Real.IsFinite(value))
                throw Refuse(value);
    }

    private EpisodeException Refuse(Real found) => new(mark, string.Create(CultureInfo.InvariantCulture,
        $"'{channel.Name}' takes finite numbers, at most {Real.MaxValue:0.###e+0} in size, and this {(Real.IsNaN(found) ? "has no value"
            : "is larger")}"));
}
