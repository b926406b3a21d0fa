namespace NeuralMemory.Benchmarks;

/// <summary>
/// Masked content addressing of one sequence: for each head keys and slots are multiplied by the mask, and looked up as by
/// <see cref="NaiveContentAddressing"/>.
/// </summary>
internal sealed class NaiveMaskedContentAddressing(int heads, int width, int slots)
{
    private readonly Real[] _key = new Real[width], _memory = new Real[width * slots], _dKey = new Real[width],
        _dMemory = new Real[width * slots], _scores = new Real[slots];

    /// <summary>Keys and masks [H, W], strengths [H], memory [W, N]; sets cosines and weights [H, N].</summary>
    public void Forward(
        ReadOnlySpan<Real> keys, ReadOnlySpan<Real> strengths, ReadOnlySpan<Real> masks, ReadOnlySpan<Real> memory, Span<Real> cosines,
        Span<Real> weights)
    {
        for (int h = 0; h < heads; h++)
        {
            Mask(keys.Slice(h * width, width), masks.Slice(h * width, width), memory);
            NaiveContentAddressing.Forward(
                _key, strengths.Slice(h, 1), _memory, cosines.Slice(h * slots, slots), weights.Slice(h * slots, slots), 1, width, slots);
        }
    }

    /// <summary>Sets the gradients, given that of the weightings and what the forward pass left.</summary>
    public void Backward(
        ReadOnlySpan<Real> keys, ReadOnlySpan<Real> strengths, ReadOnlySpan<Real> masks, ReadOnlySpan<Real> memory,
        ReadOnlySpan<Real> cosines, ReadOnlySpan<Real> weights, ReadOnlySpan<Real> gradient, Span<Real> dKeys, Span<Real> dStrengths,
        Span<Real> dMasks, Span<Real> dMemory)
    {
        dMemory.Clear();
        for (int h = 0; h < heads; h++)
        {
            ReadOnlySpan<Real> key = keys.Slice(h * width, width), mask = masks.Slice(h * width, width);
            Mask(key, mask, memory);
            NaiveContentAddressing.Backward(
                _key, strengths.Slice(h, 1), _memory, cosines.Slice(h * slots, slots), weights.Slice(h * slots, slots),
                gradient.Slice(h * slots, slots), _scores, _dKey, dStrengths.Slice(h, 1), _dMemory, 1, width, slots);
            for (int w = 0; w < width; w++)
            {
                Real dMask = _dKey[w] * key[w];
                for (int n = 0; n < slots; n++)
                {
                    dMask += _dMemory[w * slots + n] * memory[w * slots + n];
                    dMemory[w * slots + n] += _dMemory[w * slots + n] * mask[w];
                }

                dKeys[h * width + w] = _dKey[w] * mask[w];
                dMasks[h * width + w] = dMask;
            }
        }
    }

    private void Mask(ReadOnlySpan<Real> key, ReadOnlySpan<Real> mask, ReadOnlySpan<Real> memory)
    {
        for (int w = 0; w < width; w++)
        {
            _key[w] = key[w] * mask[w];
            for (int n = 0; n < slots; n++)
                _memory[w * slots + n] = memory[w * slots + n] * mask[w];
        }
    }
}
