using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override Variable ContentAddressingCore(Variable keys, Variable strengths, Variable memory) =>
        ContentAddressing(Of(keys), Of(strengths), Of(memory));

    private NativeVariable ContentAddressing(NativeVariable keys, NativeVariable strengths, NativeVariable memory)
    {
        int rows = keys.Rows, heads = keys.Shape[1], width = keys.Shape[2], slots = memory.Shape[2];
        NativeVariable weights = New(new Shape(rows, heads, slots));
        Real* cosines = Scratch(rows * heads * slots);
        // For each sequence: one over the length of every slot, then of every key.
        Real* lengths = Scratch(rows * (slots + heads));
        for (int b = 0; b < rows; b++)
        {
            ContentAddressingNode.Forward(
                keys.Value + b * heads * width, strengths.Value + b * heads, memory.Value + b * width * slots,
                heads, width, slots, lengths + b * (slots + heads), cosines + b * heads * slots, weights.Value + b * heads * slots);
        }

        if (IsRecording)
            Record<ContentAddressingNode>().Set(keys, strengths, memory, weights, cosines, lengths);
        return weights;
    }

    private sealed partial class ContentAddressingNode : Node
    {
        private const Real Epsilon = (Real)1e-6;
        private NativeVariable _keys = null!, _strengths = null!, _memory = null!, _weights = null!;
        private Real* _cosines, _lengths;

        public override string Name => "ContentAddressing";

        public override NativeVariable Output => _weights;

        public override IReadOnlyList<string> Axes => PrimitiveAxes.HeadSlots;

        public void Set(
            NativeVariable keys, NativeVariable strengths, NativeVariable memory, NativeVariable weights, Real* cosines, Real* lengths)
        {
            (_keys, _strengths, _memory, _weights) = (keys, strengths, memory, weights);
            _cosines = cosines;
            _lengths = lengths;
        }

        public static void Forward(
            Real* keys, Real* strengths, Real* memory, int heads, int width, int slots, Real* lengths, Real* cosines, Real* weights)
        {
            Real* keyLengths = lengths + slots;
            for (int h = 0; h < heads; h++)
                keyLengths[h] = 1 / Real.Sqrt(Elementwise.Dot(keys + h * width, keys + h * width, width) + Epsilon);
            SlotKernels.Cosines(memory, slots, width, keys, heads, keyLengths, Epsilon, lengths, cosines);
            for (int h = 0; h < heads; h++)
                Numerics.Softmax.Forward(cosines + h * slots, strengths[h], weights + h * slots, slots);
        }
    }
}
