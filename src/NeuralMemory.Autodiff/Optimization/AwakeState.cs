namespace NeuralMemory.Autodiff;

/// <summary>
/// Which of an optimizer's numbers may move: those that have a gradient, and those whose averages are not all zero. The others would stay
/// as they are, to the bit: nothing has to be computed for them.
/// </summary>
/// <param name="length">How many numbers there are.</param>
/// <param name="state">What the optimizer remembers.</param>
internal sealed class AwakeState(int length, IReadOnlyList<OptimizerState> state)
{
    private TouchedNumbers? _awake;

    /// <summary>What moves.</summary>
    /// <param name="touched">Which gradients may be other than zero; null for all.</param>
    /// <returns>Null for all.</returns>
    public TouchedNumbers? Wake(TouchedNumbers? touched)
    {
        bool wasShown = false;
        for (int i = 0; i < state.Count; i++)
            wasShown |= state[i].TakeShown();
        if (touched is null)
        {
            _awake = null;
            return null;
        }

        if (state.Count == 0)
            return touched;
        if (_awake is null || wasShown)
            LookAgain();
        _awake!.Add(touched);
        return _awake;
    }

    /// <summary>Whoever was shown the numbers may have changed them, as when a saved run goes on.</summary>
    private void LookAgain()
    {
        _awake ??= new(length);
        _awake.Clear();
        for (int i = 0; i < state.Count; i++)
            for (int first = 0; first < length; first += TouchedNumbers.Stretch)
                if (state[i].Numbers.Slice(first, Math.Min(TouchedNumbers.Stretch, length - first)).IndexOfAnyExcept((Real)0) >= 0)
                    _awake.Add(first, 1);
    }
}
