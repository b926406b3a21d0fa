using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>
/// Finds out what a scan means. What its states can be follows from what they can be, so that it is sought from the start on: bounds that
/// hold for the start, and for the next state of every state within them, hold for all.
/// </summary>
/// <param name="scope">The names in force.</param>
/// <param name="scan">The scan as written.</param>
/// <param name="start">The value of its start.</param>
/// <param name="sequence">The value of its sequence.</param>
internal sealed class ScanBinder(Scope scope, ScanExpression scan, TaskValue start, SequenceValue sequence)
{
    // Bounds that still grow after so many rounds are taken to grow for ever.
    private const int PatientRounds = 4;

    private readonly int _width = start is SequenceValue row ? row.Width : 1;
    private int _stateSlot, _itemSlot;

    /// <summary>The scan's value, or null when a problem was reported.</summary>
    /// <param name="binder">Binds expressions and reports their problems.</param>
    /// <param name="silent">Binds expressions as <paramref name="binder"/> does, and reports nothing.</param>
    /// <param name="diagnostics">Receives the problems.</param>
    public TaskValue? Bind(ExpressionBinder binder, ExpressionBinder silent, Diagnostics diagnostics)
    {
        if (start is SequenceValue { IsRow: false })
        {
            diagnostics.Add(scan.First.Start, $"a scan must start with a number or one row, found {Describe(start)}");
            return null;
        }

        ValueRange first = start.Elements;
        bool settled = Settle(silent, first, PatientRounds, out ValueRange states);
        // Bounds of the first rounds can rule out what a condition guards: all numbers then must do.
        if (!settled && Settle(silent, ValueRange.Any with { IsInteger = first.IsInteger }, 0, out ValueRange all))
            states = all;
        if (Next(binder, states) is not { } last)
            return null;
        if (last is NumberValue ? _width == 1 : last is SequenceValue { IsRow: true } one && one.Width == _width)
            return new ScanValue(_width, start.Elements.Union(last.Elements), start, sequence, last, _stateSlot, _itemSlot);
        diagnostics.Add(scan.Next.Start, $"the next '{scan.State.Name}' of a scan must be {(_width == 1 ? "a number" : "one row")} like "
            + $"its start, which is {Describe(start)}, found {Describe(last)}");
        return null;
    }

    /// <summary>Seeks bounds that hold for the next state of every state within them.</summary>
    /// <param name="binder">Binds expressions.</param>
    /// <param name="from">What they include.</param>
    /// <param name="patience">How often they are widened by no more than is needed.</param>
    /// <param name="states">The bounds, or those for which there is no next state.</param>
    private bool Settle(ExpressionBinder binder, ValueRange from, int patience, out ValueRange states)
    {
        states = from;
        for (int round = 0; Next(binder, states) is { } next; round++)
        {
            ValueRange grown = states.Union(next.Elements);
            if (grown == states)
                return true;
            states = round < patience ? grown : ValueRange.Any with { IsInteger = grown.IsInteger };
        }

        return false;
    }

    private TaskValue? Next(ExpressionBinder binder, ValueRange states)
    {
        _stateSlot = scope.DeclareRow(scan.State.Name, _width, states);
        _itemSlot = scope.DeclareRow(scan.Item.Name, sequence.Width, sequence.Elements);
        return binder.Bind(scan.Next);
    }

    private static string Describe(TaskValue value) =>
        value is not SequenceValue rows ? value.Describe()
        : $"{(rows.IsRow ? "one row" : $"{rows.Rows} rows")} of width {rows.Width}";
}
