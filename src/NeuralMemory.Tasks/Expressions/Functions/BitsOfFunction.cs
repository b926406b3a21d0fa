using System.Numerics;

namespace NeuralMemory.Tasks;

/// <summary>A number as it is written in time, digit by digit.</summary>
internal sealed class BitsOfFunction : TaskFunction
{
    public override string Name => "bits_of";

    public override string Summary =>
        "Gives the binary digits of an integer from 0 on, each in a row of its own, the lowest first; the last one is its highest 1 (0 has "
        + "one row). For a fixed number of digits in one row take binary.";

    public override string Example => "bits_of(repeats)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } = [new("number", ArgumentKind.Count)];

    public override TaskValue Bind(FunctionCall call) => new Value(call.Integer(0));

    private static int Digits(double number) => BitOperations.Log2((uint)Math.Clamp(number, 1, TaskLimits.Rows)) + 1;

    private sealed class Value(IntegerArgument number) : SequenceValue(
        1, ValueRange.Integers(Digits(number.Range.Low), Digits(number.Range.High)), ValueRange.Integers(0, 1))
    {
        public override RowView Evaluate(EpisodeState state)
        {
            int left = number.Evaluate(state);
            RowView bits = Room(state, Digits(left));
            foreach (ref Real bit in bits.Span(1))
                (bit, left) = (left & 1, left >> 1);
            return bits;
        }
    }
}
