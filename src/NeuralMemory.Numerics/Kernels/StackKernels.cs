using System.Numerics;
using System.Runtime.CompilerServices;

namespace NeuralMemory.Numerics;

/// <summary>What moves the numbers of a stack, whose cells lie one after another from the top down.</summary>
public static unsafe class StackKernels
{
    /// <summary>next(i) = push s(i - 1) + pop s(i + 1) + keep s(i), with a value above the top and 0 below the bottom.</summary>
    /// <param name="stack">[depth] s.</param>
    /// <param name="depth">The number of cells, at least 1.</param>
    /// <param name="value">What is pushed.</param>
    /// <param name="push">The share of pushing.</param>
    /// <param name="pop">The share of popping.</param>
    /// <param name="keep">The share of doing nothing.</param>
    /// <param name="next">[depth] receives the stack; none of <paramref name="stack"/> itself.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Move(Real* stack, int depth, Real value, Real push, Real pop, Real keep, Real* next) =>
        Blend(stack, depth, above: value, push, pop, keep, next, add: false);

    /// <summary>Adds to the gradients of the shares, and gives those of the stack and the value.</summary>
    /// <param name="stack">[depth] s.</param>
    /// <param name="gradient">[depth] that of the next stack.</param>
    /// <param name="depth">The number of cells, at least 1.</param>
    /// <param name="value">What was pushed.</param>
    /// <param name="actions">[3] the shares of push, pop and keep.</param>
    /// <param name="dActions">[3] their gradients, to be added to.</param>
    /// <param name="dStack">[depth] receives the stack's.</param>
    /// <param name="add">Whether that is added to what is there.</param>
    /// <returns>The gradient of the value.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Real MoveGradient(
        Real* stack, Real* gradient, int depth, Real value, Real* actions, Real* dActions, Real* dStack, bool add)
    {
        dActions[0] += value * gradient[0] + Elementwise.Dot(stack, gradient + 1, depth - 1);
        dActions[1] += Elementwise.Dot(stack + 1, gradient, depth - 1);
        dActions[2] += Elementwise.Dot(stack, gradient, depth);
        // A cell went down by pushing and up by popping, so its gradient comes from below and above the other way round.
        Blend(gradient, depth, above: 0, push: actions[1], pop: actions[0], keep: actions[2], dStack, add);
        return actions[0] * gradient[0];
    }

    private static void Blend(Real* from, int depth, Real above, Real push, Real pop, Real keep, Real* to, bool add)
    {
        for (int i = 0; i < depth; i++)
        {
            int lanes = Vector<Real>.Count;
            if (i > 0 && i + lanes < depth)
            {
                Vector<Real> down = Vector.Create(push), up = Vector.Create(pop), stay = Vector.Create(keep);
                for (; i + lanes < depth; i += lanes)
                {
                    Vector<Real> moved = Vector.FusedMultiplyAdd(down, Vector.Load(from + i - 1),
                        Vector.FusedMultiplyAdd(up, Vector.Load(from + i + 1), stay * Vector.Load(from + i)));
                    Vector.Store(add ? moved + Vector.Load(to + i) : moved, to + i);
                }
            }

            Real left = i == 0 ? above : from[i - 1], right = i == depth - 1 ? 0 : from[i + 1];
            Real one = Real.FusedMultiplyAdd(push, left, Real.FusedMultiplyAdd(pop, right, keep * from[i]));
            to[i] = add ? one + to[i] : one;
        }
    }
}
