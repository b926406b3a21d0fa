using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

/// <summary>What all optimizers' loops share. Blocks are whole cache lines, so the loops need no scalar tail.</summary>
internal static class OptimizerMath
{
    /// <summary>
    /// State below this magnitude is set to zero from time to time. Averages of a gradient that has died would otherwise fade into
    /// subnormal numbers and stay there, where every operation can cost a hundred times as much.
    /// </summary>
    private const double Negligible = sizeof(Real) == sizeof(float) ? 1e-30 : 1e-290;

    /// <summary>How many updates apart: too few for a usual average to fade from negligible to subnormal.</summary>
    private const int SettlingInterval = 64;

    internal static int CheckedLength(int length)
    {
        const int line = NativeBuffer.Alignment / sizeof(Real);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        return length % line == 0
            ? length
            : throw new ArgumentException($"{length} numbers are no whole cache lines of {line}; give ParameterSet.Length", nameof(length));
    }

    internal static void CheckLengths(int length, ReadOnlySpan<Real> values, ReadOnlySpan<Real> gradient)
    {
        if (values.Length != length)
            throw new ArgumentException($"{values.Length} parameters were given to an optimizer of {length}", nameof(values));
        if (gradient.Length != length)
            throw new ArgumentException($"a gradient of {gradient.Length} numbers was given to an optimizer of {length}", nameof(gradient));
    }

    internal static Vector<Real> Broadcast(double number) => new((Real)number);

    /// <summary>The gradient with clipping and L2 weight decay: g scale + decay w.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<Real> Effective(Vector<Real> gradient, Vector<Real> scale, Vector<Real> value, Vector<Real> decay) =>
        Vector.FusedMultiplyAdd(decay, value, gradient * scale);

    /// <summary>Replaces state that is all but zero by zero, every so many updates; to be called after each.</summary>
    /// <param name="steps">The update's number.</param>
    /// <param name="state">The state.</param>
    /// <param name="awake">Where it may be other than zero; null for everywhere.</param>
    /// <param name="from">The first number to look at, a multiple of <see cref="TouchedNumbers.Stretch"/>.</param>
    /// <param name="to">One more than the last.</param>
    internal static void Settle(long steps, IReadOnlyList<OptimizerState> state, TouchedNumbers? awake, int from, int to)
    {
        if (steps % SettlingInterval != 0)
            return;
        for (int i = 0; i < state.Count; i++)
            for (int at = from; TouchedNumbers.Next(awake, to, ref at, out int first, out int end);)
                Settle(state[i].Numbers[first..end]);
    }

    private static void Settle(Span<Real> state)
    {
        foreach (ref Vector<Real> x in MemoryMarshal.Cast<Real, Vector<Real>>(state))
            x = Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(x), Broadcast(Negligible)), Vector<Real>.Zero, x);
    }

    /// <summary>square - mean²: the variance that running averages imply; rounding may not push it below zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<Real> Variance(Vector<Real> square, Vector<Real> mean) =>
        Vector.MaxNative(Vector<Real>.Zero, square - mean * mean);
}
