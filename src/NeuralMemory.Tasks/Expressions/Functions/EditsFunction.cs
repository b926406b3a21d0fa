using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>Random edits of a string: what makes counterexamples of examples in FLaRe (Butoi et al. 2025).</summary>
internal sealed class EditsFunction : TaskFunction
{
    public override string Name => "edits";

    public override string Summary =>
        "Gives a sequence of width 1 after count random edits, one after another: to insert any of the symbols from 0 on in any place "
        + "(while there are fewer than longest rows), to put another of them in place of any row (while there is one), or to take out any "
        + "row (while there are more than shortest), whichever of these can be done, each equally likely.";

    public override string Example => "edits(bits(5, 1), 2, 2, 0, 40)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("sequence", ArgumentKind.Indices),
        new("count", ArgumentKind.Count),
        new("symbols", ArgumentKind.Positive),
        new("shortest", ArgumentKind.Count),
        new("longest", ArgumentKind.Count),
    ];

    public override bool IsRandom => true;

    public override TaskValue? Bind(FunctionCall call)
    {
        SequenceValue sequence = call.Sequence(0);
        IntegerArgument symbols = call.Integer(2);
        if (sequence.Elements.Low < 0 || sequence.Elements.High >= symbols.Range.High)
            return call.Fail(0, $"'sequence' of edits must hold symbols from 0 to {symbols.Range.High - 1}, and this is in "
                + $"{sequence.Elements}");
        return new Value(call, sequence, symbols);
    }

    private sealed class Value(FunctionCall call, SequenceValue sequence, IntegerArgument symbols) : SequenceValue(
        1, RowsOf(call, sequence.Rows), ValueRange.Integers(0, symbols.Range.High - 1))
    {
        private readonly IntegerArgument _count = call.Integer(1), _shortest = call.Integer(3), _longest = call.Integer(4);
        private readonly SourceMark _mark = call.Mark;

        public override RowView Evaluate(EpisodeState state)
        {
            RowView before = sequence.Evaluate(state);
            int edits = _count.Evaluate(state), kinds = symbols.Evaluate(state);
            int shortest = _shortest.Evaluate(state), longest = _longest.Evaluate(state);
            int length = before.Count;
            RowView rows = Room(state, Math.Max(length, Math.Min((long)length + edits, longest)));
            Span<Real> text = rows.Span(1);
            before.Span(1).CopyTo(text);
            for (int i = 0; i < edits; i++)
            {
                state.Spend(length + 4L, Origin, i + 1, "edits");
                length = Edit(state, text, length, kinds, shortest, longest);
            }

            return rows with { Count = length };
        }

        /// <summary>Makes one edit; how many rows there are then.</summary>
        private int Edit(EpisodeState state, Span<Real> text, int length, int kinds, int shortest, int longest)
        {
            bool inserts = length < longest, replaces = length > 0 && kinds > 1, deletes = length > shortest;
            int ways = (inserts ? 1 : 0) + (replaces ? 1 : 0) + (deletes ? 1 : 0);
            if (ways == 0)
                throw new EpisodeException(_mark, $"edits can do nothing to a sequence of {length} rows, of {shortest} to {longest}, with "
                    + $"{kinds} {(kinds == 1 ? "symbol" : "symbols")}");
            int way = state.Random.NextInt(1, ways);
            if (inserts && --way == 0)
            {
                int place = state.Random.NextInt(0, length);
                text[place..length].CopyTo(text[(place + 1)..]);
                text[place] = state.Random.NextInt(0, kinds - 1);
                return length + 1;
            }

            int row = state.Random.NextInt(0, length - 1);
            if (replaces && --way == 0)
            {
                int other = state.Random.NextInt(0, kinds - 2);
                text[row] = other >= (int)text[row] ? other + 1 : other;
                return length;
            }

            text[(row + 1)..length].CopyTo(text[row..]);
            return length - 1;
        }

        private static ValueRange RowsOf(FunctionCall call, ValueRange rows)
        {
            ValueRange count = call.Integer(1).Range, shortest = call.Integer(3).Range, longest = call.Integer(4).Range;
            return ValueRange.Integers(
                Math.Min(rows.Low, Math.Max(rows.Low - count.High, shortest.Low)),
                Math.Min(TaskLimits.Rows, Math.Max(rows.High, Math.Min(rows.High + count.High, longest.High))));
        }
    }
}
