using System.Globalization;
using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>What a channel of symbols may hold: their numbers, or <see cref="Channel.Blank"/> where there is none.</summary>
/// <param name="channel">The channel.</param>
/// <param name="mark">Where the value stands.</param>
internal sealed class SymbolRule(Channel channel, SourceMark mark) : IWriteRule
{
    private readonly int _symbols = channel.Symbols!.Value;

    private string Beginning => string.Create(CultureInfo.InvariantCulture,
        $"'{channel.Name}' takes whole numbers from 0 to {_symbols - 1}, or {Channel.Blank} where it shows nothing");

    public IWriteRule? Prove(TaskValue value, Diagnostics diagnostics)
    {
        ValueRange range = value.Elements;
        if (range.High < Channel.Blank || range.Low >= _symbols || (range.IsFixed && !range.IsInteger))
            diagnostics.Add(mark, $"{Beginning}, and this is {range}");
        return range.IsInteger && range.Low >= Channel.Blank && range.High < _symbols ? null : this;
    }

    public void Check(Real number)
    {
        if (!(number >= Channel.Blank && number < _symbols && number == Real.Floor(number)))
            throw new EpisodeException(mark, string.Create(CultureInfo.InvariantCulture, $"{Beginning}, and this is {number}"));
    }

    public void Check(ReadOnlySpan<Real> values)
    {
        foreach (Real value in values)
            Check(value);
    }
}
