using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Results;

namespace NeuralMemory.Experiments;

/// <summary>Keeps, of the trace of one sequence, what pictures show over time.</summary>
/// <param name="traces">What to keep.</param>
internal sealed class PanelRecorder(IReadOnlyList<PanelTrace> traces)
{
    private readonly List<float[]>[] _steps = [.. traces.Select(_ => new List<float[]>())];

    /// <summary>Keeps a quantity of a step, if it is one to keep.</summary>
    public void Write(string name, Variable value)
    {
        for (int i = 0; i < traces.Count; i++)
            if (traces[i].Quantity == name)
                _steps[i].Add(value.Span.ToArray());
    }

    /// <summary>The panels, whose rows are those of their quantities, in order.</summary>
    public IReadOnlyList<PanelRecording> Finish()
    {
        List<PanelRecording> panels = [];
        for (int first = 0, next; first < traces.Count; first = next)
        {
            for (next = first + 1; next < traces.Count && traces[next].Panel == traces[first].Panel; next++)
                continue;
            panels.Add(Panel(Enumerable.Range(first, next - first)));
        }

        return panels;
    }

    private PanelRecording Panel(IEnumerable<int> own)
    {
        var rows = own.SelectMany(trace => Enumerable.Range(0, _steps[trace][0].Length).Select(row => (Trace: trace, Row: row))).ToArray();
        var values = new float[_steps[rows[0].Trace].Count, rows.Length];
        for (int step = 0; step < values.GetLength(0); step++)
            for (int i = 0; i < rows.Length; i++)
                values[step, i] = _steps[rows[i].Trace][step][rows[i].Row];
        PanelTrace panel = traces[rows[0].Trace];
        return new(panel.Panel, values, panel.Head is null ? null : [.. rows.Select(row => NameOf(row.Trace, row.Row))]);
    }

    /// <summary>
    /// The head's name, numbered where there are several, and what its numbers are called; where there is one head, these alone.
    /// </summary>
    private string NameOf(int trace, int row)
    {
        (int count, string head) = (_steps[trace][0].Length, traces[trace].Head!);
        if (traces[trace].Numbers is not { } numbers)
            return count == 1 ? head : FormattableString.Invariant($"{head} {row + 1}");
        string number = numbers[row % numbers.Count];
        return count == numbers.Count ? number : FormattableString.Invariant($"{head} {row / numbers.Count + 1}, {number}");
    }
}
