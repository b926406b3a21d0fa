using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override Variable ProgramWeightsCore(Variable queries, Variable strengths, Variable keys) =>
        ProgramWeights(Of(queries), Of(strengths), Of(keys));

    private NativeVariable ProgramWeights(NativeVariable queries, NativeVariable strengths, NativeVariable keys)
    {
        int rows = queries.Rows, heads = queries.Shape[1], width = queries.Shape[2], programs = keys.Shape[1];
        NativeVariable weights = New(new Shape(rows, heads, programs)), cosines = New(weights.Shape);
        for (int i = 0; i < rows * heads; i++)
        {
            Real* query = queries.Value + i * width, key = keys.Value + i % heads * programs * width, cosine = cosines.Value + i * programs;
            for (int p = 0; p < programs; p++, key += width)
                cosine[p] = Elementwise.Dot(query, key, width) * ProgramWeightsNode.InverseLengths(query, key, width);
            Numerics.Softmax.Forward(cosine, strengths.Value[i], weights.Value + i * programs, programs);
        }

        if (IsRecording)
            Record<ProgramWeightsNode>().Set(queries, strengths, keys, cosines, weights);
        return weights;
    }

    private sealed class ProgramWeightsNode : Node
    {
        private const Real Epsilon = (Real)1e-6;
        private NativeVariable _queries = null!, _strengths = null!, _keys = null!, _cosines = null!, _weights = null!;

        public override string Name => "ProgramWeights";

        public override NativeVariable Output => _weights;

        public override IReadOnlyList<string> Axes => PrimitiveAxes.HeadNumbers;

        public void Set(
            NativeVariable queries, NativeVariable strengths, NativeVariable keys, NativeVariable cosines, NativeVariable weights) =>
            (_queries, _strengths, _keys, _cosines, _weights) = (queries, strengths, keys, cosines, weights);

        /// <summary>1 / sqrt((q.q + e)(k.k + e))</summary>
        public static Real InverseLengths(Real* query, Real* key, int width) =>
            1 / Real.Sqrt((Elementwise.Dot(query, query, width) + Epsilon) * (Elementwise.Dot(key, key, width) + Epsilon));

        public override void Backward(NativeTape tape)
        {
            int rows = _queries.Rows, heads = _queries.Shape[1], width = _queries.Shape[2], programs = _keys.Shape[1];
            Real* dQueries = _queries.Accumulate(tape), dStrengths = _strengths.Accumulate(tape), dKeys = _keys.Accumulate(tape);
            Real* scores = tape.Temporary(programs);
            for (int i = 0; i < rows * heads; i++)
            {
                int place = i % heads * programs * width;
                Real* query = _queries.Value + i * width, dQuery = dQueries + i * width, cosine = _cosines.Value + i * programs;
                Real* key = _keys.Value + place, dKey = dKeys + place;
                Numerics.Softmax.Backward(_weights.Value + i * programs, _weights.Gradient + i * programs, scores, programs);
                dStrengths[i] += Elementwise.Dot(scores, cosine, programs);
                for (int p = 0; p < programs; p++, key += width, dKey += width)
                    CosineGradient(query, key, width, cosine[p], _strengths.Value[i] * scores[p], dQuery, dKey);
            }
        }

        /// <summary>dq += d (k / (|q| |k|) - c q / |q|^2), and the same of k.</summary>
        private static void CosineGradient(Real* query, Real* key, int width, Real cosine, Real gradient, Real* dQuery, Real* dKey)
        {
            Real inverse = gradient * InverseLengths(query, key, width);
            Elementwise.AddScaled(inverse, key, dQuery, width);
            Elementwise.AddScaled(-gradient * cosine / (Elementwise.Dot(query, query, width) + Epsilon), query, dQuery, width);
            Elementwise.AddScaled(inverse, query, dKey, width);
            Elementwise.AddScaled(-gradient * cosine / (Elementwise.Dot(key, key, width) + Epsilon), key, dKey, width);
        }
    }
}
