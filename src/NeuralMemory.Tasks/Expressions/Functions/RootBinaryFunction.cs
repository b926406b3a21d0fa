namespace NeuralMemory.Tasks;

/// <summary>The square root of long binary numbers: a task of the Chomsky-hierarchy study (Delétang et al. 2023).</summary>
internal sealed class RootBinaryFunction : TaskFunction
{
    public override string Name => "root_binary";

    public override string Summary =>
        "Gives the square root of a binary number, rounded down; numbers are rows of one bit, the lowest digit first. The root ends with "
        + "its highest 1 (and is one row of 0 when it is 0).";

    public override string Example => "root_binary(bits(length, 1))";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } = [new("number", ArgumentKind.Column)];

    public override TaskValue? Bind(FunctionCall call)
    {
        SequenceValue number = call.Sequence(0);
        return number.HoldsBits ? new Value(number)
            : call.Fail(0, $"'number' of root_binary must be bits, and this is in {number.Elements}");
    }

    private sealed class Value(SequenceValue number) : SequenceValue(
        1, ValueRange.Integers(1, Math.Max(1, Math.Ceiling(number.Rows.High / 2))), ValueRange.Integers(0, 1))
    {
        // Both have their lowest digit first.
        private byte[] _rest = [], _trial = [];

        public override RowView Evaluate(EpisodeState state)
        {
            ReadOnlySpan<Real> digits = number.Evaluate(state).Span(1);
            int places = Math.Max(1, (digits.Length + 1) / 2);
            state.Spend(3L * places * places, Origin, digits.Length, "digits");
            RowView root = Room(state, places);
            // With two digits come down, the rest has at most three digits more than the root so far.
            if (_rest.Length < places + 3)
                (_rest, _trial) = (new byte[2 * places + 3], new byte[2 * places + 3]);
            int width = places + 3;
            Span<byte> rest = _rest.AsSpan(0, width), trial = _trial.AsSpan(0, width);
            rest.Clear();
            Span<Real> found = root.Span(1);
            found.Clear();
            for (int place = places - 1; place >= 0; place--)
            {
                // Two digits of the number come down; the root so far, doubled, and a 1 after it are taken away where that leaves a rest.
                rest[..^2].CopyTo(rest[2..]);
                rest[0] = Digit(digits, 2 * place);
                rest[1] = Digit(digits, 2 * place + 1);
                trial.Clear();
                trial[0] = 1;
                for (int i = place + 1; i < places; i++)
                    trial[i - place + 1] = (byte)found[i];
                if (!BinaryDigits.IsBelow(rest, trial))
                {
                    BinaryDigits.Subtract(rest, trial);
                    found[place] = 1;
                }
            }

            return BinaryDigits.Trim(root);
        }

        private static byte Digit(ReadOnlySpan<Real> digits, int index) => index < digits.Length ? (byte)digits[index] : (byte)0;
    }
}
