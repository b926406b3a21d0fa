using System.Numerics;
using System.Runtime.CompilerServices;

namespace NeuralMemory.Numerics;

/// <summary>A function of one vector, as a type, so that the loops over it are written once and inlined.</summary>
public interface IUnaryOperator
{
    /// <summary>The function, element by element.</summary>
    static abstract Vector<Real> Invoke(Vector<Real> x);
}

/// <summary>e^x.</summary>
public readonly struct ExpOperator : IUnaryOperator
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<Real> Invoke(Vector<Real> x) => VectorMath.Exp(x);
}

/// <summary>e^x for x of at most 0.</summary>
public readonly struct ExpOfNegativeOperator : IUnaryOperator
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<Real> Invoke(Vector<Real> x) => VectorMath.ExpOfNegative(x);
}

/// <summary>log x.</summary>
public readonly struct LogOperator : IUnaryOperator
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<Real> Invoke(Vector<Real> x) => VectorMath.Log(x);
}

/// <summary>The logistic function.</summary>
public readonly struct SigmoidOperator : IUnaryOperator
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<Real> Invoke(Vector<Real> x) => VectorMath.Sigmoid(x);
}

/// <summary>The hyperbolic tangent.</summary>
public readonly struct TanhOperator : IUnaryOperator
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<Real> Invoke(Vector<Real> x) => VectorMath.Tanh(x);
}

/// <summary>log(1 + e^x).</summary>
public readonly struct SoftplusOperator : IUnaryOperator
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<Real> Invoke(Vector<Real> x) => VectorMath.Softplus(x);
}

/// <summary>The error function.</summary>
public readonly struct ErfOperator : IUnaryOperator
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<Real> Invoke(Vector<Real> x) => VectorMath.Erf(x);
}
