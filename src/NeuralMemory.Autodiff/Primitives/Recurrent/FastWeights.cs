using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>
    /// Fast weights: a matrix that each step writes and reads. With keys k and queries q divided by their lengths, sqrt(x . x + 1e-6), a
    /// decay a and a strength b, S = a S' + b (v - a S' k) k^T by the delta rule (Schlag, Irie and Schmidhuber 2021, arXiv 2102.11174,
    /// section 4.2; with the decay, Yang, Kautz and Hatamizadeh 2025, arXiv 2412.06464, equation 10), or S = a S' + b v k^T where nothing
    /// is erased (Schlag et al., equation 17); what is read is S q. The memory lies as S^T: row i holds what the i-th number of a key
    /// writes.
    /// </summary>
    /// <param name="inputs">What the memory is written and read by.</param>
    /// <param name="rows">
    /// Which rows belong to each sequence, in the order of time; in others nothing is read. Must stay as it is until the pass is over.
    /// </param>
    /// <param name="rule">How it is written.</param>
    /// <param name="state">[at least B, H, D, V] the memory before the first steps; null for zeros.</param>
    /// <returns>[R, H V] what was read.</returns>
    public Variable FastWeights(FastWeightInputs inputs, SequenceRows rows, FastWeightRule rule, Variable? state = null)
    {
        ExpectFastWeights(inputs, rows, rule, state);
        return FastWeightsCore(inputs, rows, rule, state, keeps: false, memories: null).Reads;
    }

    /// <summary>The same for sequences that have later steps.</summary>
    /// <param name="inputs">What the memory is written and read by.</param>
    /// <param name="rows">Which rows belong to each sequence.</param>
    /// <param name="rule">How it is written.</param>
    /// <param name="state">[at least B, H, D, V] the memory before the first steps; null for zeros.</param>
    /// <param name="next">[B, H, D, V] receives the memory after the last one of each sequence.</param>
    /// <returns>[R, H V] what was read.</returns>
    public Variable FastWeights(
        FastWeightInputs inputs, SequenceRows rows, FastWeightRule rule, Variable? state, out Variable next)
    {
        ExpectFastWeights(inputs, rows, rule, state);
        (Variable reads, Variable? left) = FastWeightsCore(inputs, rows, rule, state, keeps: true, memories: null);
        next = left!;
        return reads;
    }

    /// <summary>The same from an empty memory, and what it holds after each step to look at, which is not differentiated.</summary>
    /// <param name="inputs">What the memory is written and read by.</param>
    /// <param name="rows">Which rows belong to each sequence.</param>
    /// <param name="rule">How it is written.</param>
    /// <param name="memories">[R, H, D, V] receives the memory after each step.</param>
    /// <returns>[R, H V] what was read.</returns>
    public Variable FastWeights(FastWeightInputs inputs, SequenceRows rows, FastWeightRule rule, out Variable memories)
    {
        ExpectFastWeights(inputs, rows, rule, null);
        int heads = rule.Heads;
        memories = Fill(new Shape(
            inputs.Keys.Rows, heads, inputs.Keys.Shape.RowCount / heads, inputs.Values.Shape.RowCount / heads), 0);
        return FastWeightsCore(inputs, rows, rule, null, keeps: false, memories).Reads;
    }

    /// <summary>The engine's fast weights, whose arguments have been checked.</summary>
    /// <param name="inputs">What the memory is written and read by.</param>
    /// <param name="rows">Which rows belong to each sequence.</param>
    /// <param name="rule">How it is written.</param>
    /// <param name="state">The memory before the first steps; null for zeros.</param>
    /// <param name="keeps">Whether the memory after the last steps is wanted.</param>
    /// <param name="memories">Zeros that receive the memory after each step; null where nobody looks.</param>
    protected abstract (Variable Reads, Variable? Next) FastWeightsCore(
        FastWeightInputs inputs, SequenceRows rows, FastWeightRule rule, Variable? state, bool keeps, Variable? memories);

    private static void ExpectFastWeights(FastWeightInputs inputs, SequenceRows rows, FastWeightRule rule, Variable? state)
    {
        const string primitive = nameof(FastWeights);
        (Variable queries, Variable keys, Variable values, Variable strengths, Variable? decays) = inputs;
        int heads = rule.Heads;
        Expect.That(
            heads >= 1 && keys.Shape.Rank == 2 && values.Shape.Rank == 2 && keys.Shape[1] % heads == 0 && values.Shape[1] % heads == 0,
            $"{heads} heads in keys {keys.Shape} and values {values.Shape}", primitive);
        Expect.That(
            queries.Shape == keys.Shape && values.Rows == keys.Rows, $"queries {queries.Shape}, keys {keys.Shape}, values {values.Shape}",
            primitive);
        Expect.That(rows.End <= keys.Rows, $"{rows.End} rows of sequences in {keys.Shape}", primitive);
        Expect.Rows(strengths, keys.Rows, heads, primitive);
        if (decays is not null)
            Expect.Rows(decays, keys.Rows, heads, primitive);
        if (state is not null)
            Expect.Rows(state, rows.Sequences, heads, keys.Shape[1] / heads, values.Shape[1] / heads, primitive);
        Touch(queries, keys, values, strengths, primitive);
        if (decays is not null)
            Touch(decays, primitive);
        if (state is not null)
            Touch(state, primitive);
    }
}
