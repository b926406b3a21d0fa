namespace NeuralMemory.Tasks;

/// <summary>
/// What comes back to a machine: its answer in a target channel, as an input one step later, in the last phase of the episode. The right
/// answer comes back in training and wherever it is told so (teacher forcing), the machine's own where it runs freely.
/// </summary>
/// <param name="Input">Where it comes back.</param>
/// <param name="Answer">How the answer is scored: as one symbol a step, of which a terminator ends it.</param>
/// <param name="Beam">
/// How many answers are kept side by side where the machine runs freely; 1 takes the most probable symbol at once.
/// </param>
/// <param name="Longest">How many steps a free answer has at most, one that its terminator ends included.</param>
public sealed record TaskFeedback(Channel Input, ChannelLoss Answer, int Beam, int Longest)
{
    /// <summary>The most answers that are kept side by side.</summary>
    public const int MostBeam = 256;

    /// <summary>Writes a symbol as it comes back.</summary>
    /// <param name="symbol">The symbol, of the classes of <see cref="Answer"/>.</param>
    /// <param name="input">[I] an input row.</param>
    public void Write(int symbol, Span<Real> input)
    {
        Span<Real> columns = input.Slice(Input.Start, Input.Width);
        if (Input.Symbols is not null)
        {
            columns[0] = symbol;
            return;
        }

        columns.Clear();
        columns[symbol] = 1;
    }

    /// <summary>The symbol that is wanted in a step.</summary>
    /// <param name="target">The target row.</param>
    public int Wanted(ReadOnlySpan<Real> target)
    {
        ReadOnlySpan<Real> columns = target.Slice(Answer.Channel.Start, Answer.Channel.Width);
        return Answer.Channel.Symbols is null ? CrossEntropies.IndexOfLargest(columns) : (int)columns[0];
    }

    /// <summary>The logits of the answer in a step.</summary>
    /// <param name="logits">[O]</param>
    public ReadOnlySpan<Real> LogitsOf(ReadOnlySpan<Real> logits) => logits.Slice(Answer.Start, Answer.Classes);
}
