using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override Variable MixProgramsCore(Variable products, Variable weights, IReadOnlyList<ProgramRun> runs, int width) =>
        MixPrograms(Of(products), Of(weights), runs, width);

    private NativeVariable MixPrograms(NativeVariable products, NativeVariable weights, IReadOnlyList<ProgramRun> runs, int width)
    {
        int rows = products.Rows, heads = weights.Shape[1], programs = weights.Shape[2];
        NativeVariable mixed = New(new Shape(rows, width));
        Elementwise.Clear(mixed.Value, mixed.Shape.Count);
        Real* product = products.Value, to = mixed.Value, share = weights.Value;
        for (int b = 0; b < rows; b++, to += width, share += heads * programs)
            for (int p = 0; p < programs; p++, product += width)
                for (int i = 0, at = 0; i < runs.Count; at += runs[i++].Width)
                    Elementwise.AddScaled(share[runs[i].Head * programs + p], product + at, to + at, runs[i].Width);

        if (IsRecording)
            Record<MixProgramsNode>().Set(products, weights, runs, mixed);
        return mixed;
    }

    private sealed class MixProgramsNode : Node
    {
        private NativeVariable _products = null!, _weights = null!, _mixed = null!;
        private IReadOnlyList<ProgramRun> _runs = null!;

        public override string Name => "MixPrograms";

        public override NativeVariable Output => _mixed;

        public void Set(NativeVariable products, NativeVariable weights, IReadOnlyList<ProgramRun> runs, NativeVariable mixed) =>
            (_products, _weights, _runs, _mixed) = (products, weights, runs, mixed);

        public override void Backward(NativeTape tape)
        {
            int rows = _mixed.Rows, width = _mixed.Shape[1], heads = _weights.Shape[1], programs = _weights.Shape[2];
            Real* dProduct = _products.Accumulate(tape), dShare = _weights.Accumulate(tape);
            Real* product = _products.Value, share = _weights.Value, gradient = _mixed.Gradient;
            for (int b = 0; b < rows; b++, gradient += width, share += heads * programs, dShare += heads * programs)
                for (int p = 0; p < programs; p++, product += width, dProduct += width)
                    for (int i = 0, at = 0; i < _runs.Count; at += _runs[i++].Width)
                    {
                        int place = _runs[i].Head * programs + p;
                        Elementwise.AddScaled(share[place], gradient + at, dProduct + at, _runs[i].Width);
                        dShare[place] += Elementwise.Dot(product + at, gradient + at, _runs[i].Width);
                    }
        }
    }
}
