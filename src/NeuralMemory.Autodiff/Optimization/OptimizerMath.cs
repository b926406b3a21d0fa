using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

/// <summary>What all optimizers' loops share. Blocks are whole cache lines, so the loops need no scalar tail.</summary>
internal static class OptimizerMath
{
    /// <summary>
    /// State below this magnitude counts as zero: 1e-18 squared is still a normal number. Averages of a gradient that stays
    /// zero would otherwise fade into subnormal numbers, on which every operation costs a hundred times as much.
    /// </summary>
    private const double Negligible = sizeof(Real) == sizeof(float) ? 1e-36 : 1e-300;

    private const double NegligibleGradient = sizeof(Real) == sizeof(float) ? 1e-18 : 1e-150;

    internal static int CheckedLength(int length)
    {
        const int line = NativeBuffer.Alignment / sizeof(Real);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        return length % line == 0
            ? length
            : throw new ArgumentException($"{length} numbers are no whole cache lines of {line}; give ParameterSet.Length", nameof(length));
    }

    internal static Span<Vector<Real>> Vectors(Span<Real> values, int length)
    {
        if (values.Length != length)
            throw new ArgumentException($"{values.Length} parameters were given to an optimizer of {length}", nameof(values));
        return MemoryMarshal.Cast<Real, Vector<Real>>(values);
    }

    internal static ReadOnlySpan<Vector<Real>> Vectors(ReadOnlySpan<Real> gradient, int length)
    {
        if (gradient.Length != length)
            throw new ArgumentException($"a gradient of {gradient.Length} numbers was given to an optimizer of {length}", nameof(gradient));
        return MemoryMarshal.Cast<Real, Vector<Real>>(gradient);
    }

    internal static Vector<Real> Broadcast(double number) => new((Real)number);

    /// <summary>The gradient with clipping and L2 weight decay: g scale + decay w.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<Real> Effective(Vector<Real> gradient, Vector<Real> scale, Vector<Real> value, Vector<Real> decay) =>
        DropBelow(Vector.FusedMultiplyAdd(decay, value, gradient * scale), Broadcast(NegligibleGradient));

    /// <summary>Replaces what is all but zero by zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<Real> Settle(Vector<Real> state) => DropBelow(state, Broadcast(Negligible));

    /// <summary>square - mean²: the variance that running averages imply; rounding may not push it below zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<Real> Variance(Vector<Real> square, Vector<Real> mean) =>
        Vector.Max(Vector<Real>.Zero, Vector.FusedMultiplyAdd(-mean, mean, square));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<Real> DropBelow(Vector<Real> x, Vector<Real> bound) =>
        Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(x), bound), Vector<Real>.Zero, x);
}
