using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx;

/// <summary>A whole sequence at once: for machines that must have it whole, or see all of what has been.</summary>
internal static class WholeModel
{
    /// <summary>
    /// How many steps sequences have, and those that they are read from, while it is found out whether a model can leave that open; there
    /// are two of each, as the graphs must be the same. Machines may know few places, or have dimensions of these numbers.
    /// </summary>
    private static readonly (Lengths One, Lengths Other)[] s_trials =
        [(new(13, 11), new(17, 19)), (new(5, 3), new(7, 11)), (new(2, 3), new(3, 5))];

    /// <summary>Writes the model.</summary>
    /// <exception cref="OnnxException">The model needs a length, or the machine cannot be written.</exception>
    public static OnnxModel Of(IMachine machine, OnnxOptions options)
    {
        int length = options.Length ?? OnnxOptions.UsualLength;
        if (FindOpen(machine, options) is { } open)
        {
            if (open.Tape.Tables.Count > 0)
                open = Write(machine, options, new(length, length), isOpen: true);
            int? longest = open.Tape.Tables.Count > 0 ? Math.Min(length, open.Tape.Longest ?? length) : open.Tape.Longest;
            return Model(machine, options, open, isOpen: true, longest);
        }

        if (options.Length is not { } fixedLength)
            throw new OnnxException(
                $"a machine of kind {machine.Config.Kind} reads its sequence step after step before it answers, so that a model is for "
                + "sequences of one length: say which")
            {
                NeedsLength = true,
            };
        Draft draft = Write(machine, options, new(fixedLength, fixedLength), isOpen: false);
        if (!draft.IsLike(Write(machine, options, new(fixedLength, fixedLength), isOpen: false, seen: 0.75f)))
            throw new OnnxException(
                $"a machine of kind {machine.Config.Kind} computes with its inputs outside of the operations that a model is made of");
        return Model(machine, options, draft, isOpen: false, fixedLength);
    }

    /// <summary>A draft that serves any length; null where there is none.</summary>
    private static Draft? FindOpen(IMachine machine, OnnxOptions options)
    {
        foreach ((Lengths one, Lengths other) in s_trials)
            try
            {
                Draft draft = Write(machine, options, one, isOpen: true);
                // Other inputs, too: what a machine reads on the host is no constant.
                Draft second = Write(machine, options, other, isOpen: true, seen: 0.75f);
                if (draft.IsLike(second))
                    return draft;
            }
            catch (EngineException)
            {
                // It knows fewer places than that.
            }

        return null;
    }

    private static OnnxModel Model(IMachine machine, OnnxOptions options, Draft draft, bool isOpen, int? longest)
    {
        List<OnnxPort> inputs = [new(PortNames.Input, Dimensions(PortNames.Steps, machine.InputWidth))];
        if (options.SourceWidth is { } width)
            inputs.Add(new(PortNames.Source, Dimensions(PortNames.SourceSteps, width)));
        if (draft.Tape.NeedsInputLengths)
            inputs.Add(new(PortNames.InputLength, [OnnxDimension.Of(1)]));
        return new(options.Name, draft.Parts, inputs,
            [.. draft.Outputs.Select(output => new OnnxPort(output.Name, Dimensions(PortNames.Steps, output.Shape[1])))])
        {
            Metadata = ModelMetadata.Of(machine, "sequence", options, longest),
        };

        OnnxDimension[] Dimensions(string name, int width) =>
            [isOpen ? OnnxDimension.Open(name) : OnnxDimension.Of(longest!.Value), OnnxDimension.Of(width)];
    }

    private static Draft Write(IMachine machine, OnnxOptions options, Lengths lengths, bool isOpen, float seen = 0.25f)
    {
        GraphTape tape = new(machine.Parameters);
        SequenceBatch batch = new();
        batch.Reshape([lengths.Steps], machine.InputWidth, machine.OutputWidth);
        batch.Inputs.Fill(seen);
        tape.Reset(batch.Rows);
        Bind(PortNames.Input, batch);
        if (options.SourceWidth is { } width)
        {
            SequenceBatch source = batch.ReshapeSource([lengths.Source], width);
            source.Inputs.Fill(seen);
            Bind(PortNames.Source, source);
        }

        Variable logits = machine.Run(tape, batch);
        List<(string Name, Value Value)> outputs = [(PortNames.Logits, GraphTape.Of(logits))];
        if (Probabilities.Of(tape, GraphTape.Of(logits), machine.OutputWidth, options.Groups) is { } probabilities)
            outputs.Add((PortNames.Probabilities, probabilities));
        IReadOnlyList<GraphNode> nodes = isOpen ? LoopRoller.Roll(tape) : tape.Graph.Nodes;
        return new(tape, GraphParts.Of(tape.Graph, nodes, outputs, []), [.. outputs.Select(output => (output.Name, logits.Shape))]);

        void Bind(string name, SequenceBatch of)
        {
            GraphVariable input = tape.Input(name, new Shape(of.Rows, of.InputWidth));
            tape.BindInputs(of, input);
            if (isOpen)
                tape.LeaveOpen(input, isPlace: true);
        }
    }

    private readonly record struct Lengths(int Steps, int Source);
}
