using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override (Variable Weights, Variable Slots) ProductKeyWeightsCore(
        Variable queries, Variable first, Variable second, int top) =>
        ProductKeyWeights(Of(queries), Of(first), Of(second), top);

    private (NativeVariable Weights, NativeVariable Slots) ProductKeyWeights(
        NativeVariable queries, NativeVariable first, NativeVariable second, int top)
    {
        int rows = queries.Rows, heads = first.Shape[0], half = first.Shape[2], keys = first.Shape[1];
        NativeVariable weights = New(new Shape(rows, heads, top)), slots = New(weights.Shape);
        _work.TakeBack();
        var search = new ProductKeySearch(_work, keys, top);
        for (int i = 0; i < rows * heads; i++)
        {
            Real* query = queries.Value + 2 * i * half;
            int place = i % heads * keys * half;
            search.Find(query, first.Value + place, second.Value + place, half, weights.Value + i * top, slots.Value + i * top);
            Numerics.Softmax.Forward(weights.Value + i * top, 1, weights.Value + i * top, top);
        }

        if (IsRecording)
            Record<ProductKeyWeightsNode>().Set(queries, first, second, weights, slots);
        return (weights, slots);
    }

    /// <summary>What a search needs beside.</summary>
    /// <param name="work">Lends the memory.</param>
    /// <param name="keys">n.</param>
    /// <param name="top">K.</param>
    private readonly struct ProductKeySearch(Arena work, int keys, int top)
    {
        private readonly Real* _scores = work.Allocate(keys), _firsts = work.Allocate(top), _seconds = work.Allocate(top);
        private readonly Real* _sums = work.Allocate(top * top);
        private readonly int* _first = (int*)work.Allocate(top), _second = (int*)work.Allocate(top), _best = (int*)work.Allocate(top);

        /// <summary>The scores of the best keys, the best first, and which they are.</summary>
        public void Find(Real* query, Real* first, Real* second, int half, Real* scores, Real* slots)
        {
            Half(query, first, half, _firsts, _first);
            Half(query + half, second, half, _seconds, _second);
            for (int i = 0; i < top; i++)
                for (int j = 0; j < top; j++)
                    _sums[i * top + j] = _firsts[i] + _seconds[j];
            HighestScores.Choose(_sums, top * top, top, _best);
            for (int k = 0; k < top; k++)
            {
                scores[k] = _sums[_best[k]];
                slots[k] = _first[_best[k] / top] * keys + _second[_best[k] % top];
            }
        }

        private void Half(Real* query, Real* key, int half, Real* scores, int* chosen)
        {
            for (int n = 0; n < keys; n++, key += half)
                _scores[n] = Elementwise.Dot(query, key, half);
            HighestScores.Choose(_scores, keys, top, chosen);
            for (int k = 0; k < top; k++)
                scores[k] = _scores[chosen[k]];
        }
    }

    private sealed class ProductKeyWeightsNode : Node
    {
        private NativeVariable _queries = null!, _first = null!, _second = null!, _weights = null!, _slots = null!;

        public override string Name => "ProductKeyWeights";

        public override NativeVariable Output => _weights;

        public override IReadOnlyList<string> Axes => PrimitiveAxes.HeadNumbers;

        public void Set(
            NativeVariable queries, NativeVariable first, NativeVariable second, NativeVariable weights, NativeVariable slots) =>
            (_queries, _first, _second, _weights, _slots) = (queries, first, second, weights, slots);

        /// <summary>A score is the sum of two products, so that its gradient goes to both halves.</summary>
        public override void Backward(NativeTape tape)
        {
            int rows = _queries.Rows, heads = _first.Shape[0], half = _first.Shape[2], keys = _first.Shape[1], top = _weights.Shape[2];
            Real* dQueries = _queries.Accumulate(tape), dFirst = _first.Accumulate(tape), dSecond = _second.Accumulate(tape);
            Real* scores = tape.Temporary(top);
            for (int i = 0; i < rows * heads; i++)
            {
                Numerics.Softmax.Backward(_weights.Value + i * top, _weights.Gradient + i * top, scores, top);
                int place = i % heads * keys * half;
                Real* query = _queries.Value + 2 * i * half, dQuery = dQueries + 2 * i * half;
                for (int k = 0; k < top; k++)
                {
                    int slot = (int)_slots.Value[i * top + k], one = place + slot / keys * half, other = place + slot % keys * half;
                    Elementwise.AddScaled(scores[k], _first.Value + one, dQuery, half);
                    Elementwise.AddScaled(scores[k], query, dFirst + one, half);
                    Elementwise.AddScaled(scores[k], _second.Value + other, dQuery + half, half);
                    Elementwise.AddScaled(scores[k], query + half, dSecond + other, half);
                }
            }
        }
    }
}
