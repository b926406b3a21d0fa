using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>Weights seen from what was looked at: for each step how much of each latent's weight is its own.</summary>
internal static class LookedAt
{
    /// <summary>[rows, H, N] from the latents' weights [B N, H, K].</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="weights">[B N, H, K] how the latents look.</param>
    /// <param name="latentRows">Which latents belong to each sequence.</param>
    /// <param name="rows">Which steps do.</param>
    public static Variable Of(Tape tape, Variable weights, SequenceRows latentRows, SequenceRows rows)
    {
        int heads = weights.Shape[1], keys = weights.Shape[2], latents = latentRows.Longest;
        var seen = new Real[rows.Total * heads * latents];
        ReadOnlySpan<Real> numbers = weights.Span;
        for (int sequence = 0; sequence < rows.Sequences; sequence++)
            for (int step = 0; step < rows.Count(sequence); step++)
                for (int head = 0; head < heads; head++)
                    for (int latent = 0; latent < latents; latent++)
                        seen[(rows[sequence][step] * heads + head) * latents + latent] =
                            numbers[(latentRows[sequence][latent] * heads + head) * keys + step];
        return tape.Constant(seen, new Shape(rows.Total, heads, latents));
    }
}
