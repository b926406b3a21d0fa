using System.Globalization;
using NeuralMemory.Numerics;
using NeuralMemory.Tasks;

namespace NeuralMemory.Experiments;

/// <summary>What steps are called: the words or symbols that they show, or their numbers where they show neither.</summary>
/// <param name="layout">The channels.</param>
internal sealed class StepNames(ChannelLayout layout)
{
    /// <summary>The names of all steps of a batch's first sequence.</summary>
    public IReadOnlyList<string> Of(SequenceBatch batch) =>
        [.. Enumerable.Range(0, batch.Lengths[0]).Select(t => Of(batch.InputRow(batch.Row(0, t)), t))];

    /// <summary>The name of a step.</summary>
    /// <param name="row">Its columns.</param>
    /// <param name="step">Its number.</param>
    public string Of(ReadOnlySpan<Real> row, int step) =>
        SymbolOf(row) ?? step.ToString(CultureInfo.InvariantCulture);

    /// <summary>The word or symbol of a row; null where it has none.</summary>
    public string? SymbolOf(ReadOnlySpan<Real> row)
    {
        foreach ((Channel channel, Vocabulary? vocabulary) in layout.Items.Zip(layout.Vocabularies))
            if ((channel.Symbols is not null || vocabulary is not null) && NumberOf(row, channel) is >= 0 and var number)
                return NameOf(vocabulary, number);
        return null;
    }

    /// <summary>The name of a symbol.</summary>
    public static string NameOf(Vocabulary? vocabulary, int number) =>
        vocabulary?.Symbols[number] ?? number.ToString(CultureInfo.InvariantCulture);

    private static int NumberOf(ReadOnlySpan<Real> row, Channel channel) => channel.Symbols is not null
        ? (int)row[channel.Start]
        : row.Slice(channel.Start, channel.Width).IndexOf((Real)1);
}
