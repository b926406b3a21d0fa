using System.Numerics;
using System.Runtime.CompilerServices;
using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override Variable EraseAddCore(Variable memory, Variable weights, int firstHead, Variable erase, Variable add) =>
        EraseAdd(Of(memory), Of(weights), firstHead, Of(erase), Of(add));

    private NativeVariable EraseAdd(NativeVariable memory, NativeVariable weights, int firstHead, NativeVariable erase, NativeVariable add)
    {
        int rows = weights.Rows, all = weights.Shape[1], slots = weights.Shape[2], heads = erase.Shape[1], width = erase.Shape[2];
        NativeVariable next = New(new Shape(rows, width, slots));
        for (int b = 0; b < rows; b++)
        {
            int memoryAt = b * width * slots, vectorAt = b * heads * width;
            EraseAddNode.Forward(
                memory.Value + memoryAt, weights.Value + (b * all + firstHead) * slots, erase.Value + vectorAt, add.Value + vectorAt,
                heads, width, slots, next.Value + memoryAt);
        }

        if (IsRecording)
            Record<EraseAddNode>().Set(memory, weights, firstHead, erase, add, next);
        return next;
    }

    private sealed class EraseAddNode : Node
    {
        private NativeVariable _memory = null!, _weights = null!, _erase = null!, _add = null!, _next = null!;
        private int _firstHead;

        public override string Name => "EraseAdd";

        public override NativeVariable Output => _next;

        public override IReadOnlyList<string> Axes => PrimitiveAxes.Memory;

        public void Set(
            NativeVariable memory, NativeVariable weights, int firstHead, NativeVariable erase, NativeVariable add, NativeVariable next) =>
            (_memory, _weights, _firstHead, _erase, _add, _next) = (memory, weights, firstHead, erase, add, next);

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Forward(
            Real* memory, Real* weights, Real* erase, Real* add, int heads, int width, int slots, Real* next)
        {
            if (heads == 1)
            {
                ForwardOne(memory, weights, erase, add, width, slots, next);
                return;
            }

            int lanes = Vector<Real>.Count;
            for (int w = 0; w < width; w++, memory += slots, next += slots)
            {
                int n = 0;
                for (; n <= slots - lanes; n += lanes)
                {
                    Vector<Real> kept = Vector.Load(memory + n), added = Vector<Real>.Zero;
                    for (int h = 0; h < heads; h++)
                    {
                        Vector<Real> weight = Vector.Load(weights + h * slots + n);
                        kept -= kept * weight * Vector.Create(erase[h * width + w]);
                        added = Vector.FusedMultiplyAdd(weight, Vector.Create(add[h * width + w]), added);
                    }

                    Vector.Store(kept + added, next + n);
                }

                for (; n < slots; n++)
                {
                    Real kept = memory[n], added = 0;
                    for (int h = 0; h < heads; h++)
                    {
                        kept -= kept * weights[h * slots + n] * erase[h * width + w];
                        added = Real.FusedMultiplyAdd(weights[h * slots + n], add[h * width + w], added);
                    }

                    next[n] = kept + added;
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void ForwardOne(Real* memory, Real* weights, Real* erase, Real* add, int width, int slots, Real* next)
        {
            int lanes = Vector<Real>.Count;
            for (int w = 0; w < width; w++, memory += slots, next += slots)
            {
                Vector<Real> e = Vector.Create(-erase[w]), a = Vector.Create(add[w]);
                int n = 0;
                for (; n <= slots - lanes; n += lanes)
                {
                    Vector<Real> m = Vector.Load(memory + n);
                    Vector.Store(Vector.FusedMultiplyAdd(Vector.Load(weights + n), Vector.FusedMultiplyAdd(e, m, a), m), next + n);
                }

                for (; n < slots; n++)
                    next[n] = Real.FusedMultiplyAdd(weights[n], Real.FusedMultiplyAdd(-erase[w], memory[n], add[w]), memory[n]);
            }
        }

        public override void Backward(NativeTape tape)
        {
            int rows = _next.Rows, heads = _erase.Shape[1], width = _erase.Shape[2], all = _weights.Shape[1], slots = _weights.Shape[2];
            Real* dWeights = _weights.Accumulate(tape), dErase = _erase.Accumulate(tape), dAdd = _add.Accumulate(tape);
            Real* gradient = _next.Gradient;
            bool accumulate = false;
            Real* dMemory = _memory.TakeGradientOf(_next) ? gradient : _memory.Write(tape, rows, out accumulate);
            for (int b = 0; b < rows; b++)
            {
                int memoryAt = b * width * slots, vectorAt = b * heads * width, weightsAt = (b * all + _firstHead) * slots;
                if (heads == 1)
                {
                    BackwardOne(_memory.Value + memoryAt, _weights.Value + weightsAt, _erase.Value + vectorAt, _add.Value + vectorAt,
                        gradient + memoryAt, width, slots, dMemory + memoryAt, accumulate, dWeights + weightsAt, dErase + vectorAt,
                        dAdd + vectorAt);
                }
                else
                {
                    BackwardMany(_memory.Value + memoryAt, _weights.Value + weightsAt, _erase.Value + vectorAt, _add.Value + vectorAt,
                        gradient + memoryAt, heads, width, slots, dMemory + memoryAt, accumulate, dWeights + weightsAt, dErase + vectorAt,
                        dAdd + vectorAt);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void BackwardOne(
            Real* memory, Real* weights, Real* erase, Real* add, Real* gradient, int width, int slots,
            Real* dMemory, bool accumulate, Real* dWeights, Real* dErase, Real* dAdd)
        {
            int lanes = Vector<Real>.Count;
            for (int w = 0; w < width; w++, memory += slots, gradient += slots, dMemory += slots)
            {
                Vector<Real> e = Vector.Create(erase[w]), a = Vector.Create(add[w]), sumErase = default, sumAdd = default;
                int n = 0;
                for (; n <= slots - lanes; n += lanes)
                {
                    Vector<Real> m = Vector.Load(memory + n), g = Vector.Load(gradient + n), weight = Vector.Load(weights + n);
                    Vector<Real> weighted = weight * g, back = g - weighted * e;
                    sumAdd += weighted;
                    sumErase -= weighted * m;
                    Vector.Store(Vector.FusedMultiplyAdd(g, a - e * m, Vector.Load(dWeights + n)), dWeights + n);
                    Vector.Store(accumulate ? back + Vector.Load(dMemory + n) : back, dMemory + n);
                }

                Real totalErase = Vector.Sum(sumErase), totalAdd = Vector.Sum(sumAdd);
                for (; n < slots; n++)
                {
                    Real m = memory[n], g = gradient[n], weighted = weights[n] * g, back = g - weighted * erase[w];
                    totalAdd += weighted;
                    totalErase -= weighted * m;
                    dWeights[n] = Real.FusedMultiplyAdd(g, add[w] - erase[w] * m, dWeights[n]);
                    dMemory[n] = accumulate ? back + dMemory[n] : back;
                }

                dErase[w] += totalErase;
                dAdd[w] += totalAdd;
            }
        }

        /// <summary>
        /// Several heads: the derivative with respect to one head's erasure is the product of all the others', taken as a prefix and a
        /// suffix product, because a division by 1 - w e would fail where a head erases fully.
        /// </summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void BackwardMany(
            Real* memory, Real* weights, Real* erase, Real* add, Real* gradient, int heads, int width, int slots,
            Real* dMemory, bool accumulate, Real* dWeights, Real* dErase, Real* dAdd)
        {
            int lanes = Vector<Real>.Count;
            Vector<Real>* before = stackalloc Vector<Real>[heads + 1], sumErase = stackalloc Vector<Real>[heads],
                sumAdd = stackalloc Vector<Real>[heads];
            Real* tail = stackalloc Real[heads + 1];
            for (int w = 0; w < width; w++, memory += slots, gradient += slots, dMemory += slots)
            {
                for (int h = 0; h < heads; h++)
                    sumErase[h] = sumAdd[h] = Vector<Real>.Zero;
                int n = 0;
                for (; n <= slots - lanes; n += lanes)
                {
                    Vector<Real> m = Vector.Load(memory + n), g = Vector.Load(gradient + n), after = Vector<Real>.One;
                    before[0] = after;
                    for (int h = 0; h < heads; h++)
                        before[h + 1] = before[h] - before[h] * Vector.Load(weights + h * slots + n) * Vector.Create(erase[h * width + w]);
                    for (int h = heads - 1; h >= 0; h--)
                    {
                        Real* at = dWeights + h * slots + n;
                        Vector<Real> weight = Vector.Load(weights + h * slots + n), e = Vector.Create(erase[h * width + w]);
                        Vector<Real> others = before[h] * after * m;
                        Vector.Store(Vector.Load(at) + g * (Vector.Create(add[h * width + w]) - e * others), at);
                        sumErase[h] -= g * weight * others;
                        sumAdd[h] += g * weight;
                        after -= after * weight * e;
                    }

                    Vector<Real> back = g * after;
                    Vector.Store(accumulate ? back + Vector.Load(dMemory + n) : back, dMemory + n);
                }

                for (int h = 0; h < heads; h++)
                {
                    dErase[h * width + w] += Vector.Sum(sumErase[h]);
                    dAdd[h * width + w] += Vector.Sum(sumAdd[h]);
                }

                for (; n < slots; n++)
                {
                    Real m = memory[n], g = gradient[n], after = 1;
                    tail[0] = 1;
                    for (int h = 0; h < heads; h++)
                        tail[h + 1] = tail[h] - tail[h] * weights[h * slots + n] * erase[h * width + w];
                    for (int h = heads - 1; h >= 0; h--)
                    {
                        Real weight = weights[h * slots + n], e = erase[h * width + w], others = tail[h] * after * m;
                        dWeights[h * slots + n] += g * (add[h * width + w] - e * others);
                        dErase[h * width + w] -= g * weight * others;
                        dAdd[h * width + w] += g * weight;
                        after -= after * weight * e;
                    }

                    dMemory[n] = accumulate ? g * after + dMemory[n] : g * after;
                }
            }
        }
    }
}
