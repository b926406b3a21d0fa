using System.Globalization;
using NeuralMemory.Numerics;
using NeuralMemory.Tasks;

namespace NeuralMemory.Experiments;

/// <summary>What steps are called: the words or symbols that they show, or their numbers where they show neither.</summary>
/// <param name="task">The task whose inputs they are.</param>
internal sealed class StepNames(TaskDefinition task)
{
    private readonly bool[] _areSymbols =
        [.. task.Inputs.Items.Select(channel => channel.Symbols is not null || OneHotSymbols.AreShownIn(task, channel))];

    /// <summary>The names of all steps of a batch's first sequence.</summary>
    public IReadOnlyList<string> Of(SequenceBatch batch) =>
        [.. Enumerable.Range(0, batch.Lengths[0]).Select(t => Of(batch.InputRow(batch.Row(0, t)), t))];

    /// <summary>The name of a step.</summary>
    /// <param name="row">Its columns.</param>
    /// <param name="step">Its number.</param>
    public string Of(ReadOnlySpan<Real> row, int step) =>
        SymbolOf(row) ?? step.ToString(CultureInfo.InvariantCulture);

    /// <summary>The name of a symbol.</summary>
    public static string NameOf(Vocabulary? vocabulary, int number) =>
        vocabulary?.Symbols[number] ?? number.ToString(CultureInfo.InvariantCulture);

    private string? SymbolOf(ReadOnlySpan<Real> row)
    {
        for (int i = 0; i < _areSymbols.Length; i++)
            if (_areSymbols[i] && NumberOf(row, task.Inputs.Items[i]) is >= 0 and var number)
                return NameOf(task.Inputs.Vocabularies[i], number);
        return null;
    }

    private static int? NumberOf(ReadOnlySpan<Real> row, Channel channel) => channel.Symbols is not null
        ? (int)row[channel.Start]
        : OneHotSymbols.NumberOf(row.Slice(channel.Start, channel.Width));
}
