using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx;

/// <summary>
/// One step of a machine: it takes an input and the state, and gives the answer and the next state. The state may be left out; then the
/// machine begins.
/// </summary>
internal static class StepModel
{
    /// <summary>Writes the model; the number of sequences is left open where the machine lets it.</summary>
    public static OnnxModel Of(IMachine machine, OnnxOptions options)
    {
        MachineState start = StartOf(machine);
        Draft one = Write(machine, options, start, rows: 7, isOpen: true), other = Write(machine, options, start, rows: 11, isOpen: true);
        bool isOpen = one.IsLike(other);
        if (!isOpen)
            one = Write(machine, options, start, rows: 1, isOpen: false);
        OnnxPort[] inputs =
        [
            new(PortNames.Input, Dimensions(new Shape(1, machine.InputWidth))),
            .. start.Names.Select(name => new OnnxPort(name, Dimensions(start.ShapeOf(name))) { IsOptional = true }),
        ];
        OnnxPort[] outputs = [.. one.Outputs.Select(output => new OnnxPort(output.Name, Dimensions(output.Shape)))];
        return new(options.Name, one.Parts, inputs, outputs)
        {
            Metadata = ModelMetadata.Of(machine, "step", options),
        };

        OnnxDimension[] Dimensions(Shape shape) =>
        [
            isOpen ? OnnxDimension.Open(PortNames.Batch) : OnnxDimension.Of(1),
            .. shape.ToArray()[1..].Select(dimension => OnnxDimension.Of(dimension)),
        ];
    }

    /// <summary>What a single sequence begins with.</summary>
    private static MachineState StartOf(IMachine machine)
    {
        using Tape tape = NativeEngine.Instance.NewTape(machine.Parameters, recording: false);
        tape.Reset(1);
        return machine.Begin(tape, Batch(machine, 1)).CopyState();
    }

    private static Draft Write(IMachine machine, OnnxOptions options, MachineState start, int rows, bool isOpen)
    {
        GraphTape tape = new(machine.Parameters);
        tape.Reset(rows);
        GraphVariable input = tape.Input(PortNames.Input, new Shape(rows, machine.InputWidth));
        if (isOpen)
            tape.LeaveOpen(input, isPlace: false);
        Dictionary<string, GraphVariable> given = start.Names.ToDictionary(
            name => name, name => tape.Input(name, start.ShapeOf(name).WithRows(rows)));
        foreach (string name in start.Names)
            tape.Graph.Reserve(name + PortNames.Next);
        IMachineSteps steps = machine.Begin(tape, Batch(machine, rows));
        // A step that nothing comes of: only then there is a state to be replaced.
        steps.Step(input);
        steps.Current!.VisitState(new StateSetter(given.ToDictionary(each => each.Key, each => tape.Spread(each.Value, input))));
        Variable logits = steps.Step(input);
        StateReader after = new();
        steps.Current!.VisitState(after);

        List<(string Name, Value Value, Shape Shape)> outputs = [(PortNames.Logits, GraphTape.Of(logits), logits.Shape)];
        if (Probabilities.Of(tape, GraphTape.Of(logits), machine.OutputWidth, options.Groups) is { } probabilities)
            outputs.Add((PortNames.Probabilities, probabilities, logits.Shape));
        outputs.AddRange(after.Quantities.Select(each => (each.Name + PortNames.Next, GraphTape.Of(each.Value), each.Value.Shape)));
        GraphTensor[] defaults = [.. start.Names.Select(name => DefaultOf(start, name))];
        return new(
            tape, GraphParts.Of(tape.Graph, tape.Graph.Nodes, [.. outputs.Select(each => (each.Name, each.Value))], defaults),
            [.. outputs.Select(each => (each.Name, each.Shape))]);
    }

    private static GraphTensor DefaultOf(MachineState start, string name)
    {
        float[] numbers = Array.ConvertAll(start[name].ToArray(), number => (float)number);
        return new(
            name, ElementType.Single, [.. start.ShapeOf(name).ToArray().Select(dimension => (long)dimension)],
            GraphBuilder.Bytes<float>(numbers));
    }

    private static SequenceBatch Batch(IMachine machine, int sequences)
    {
        var lengths = new int[sequences];
        Array.Fill(lengths, 1);
        SequenceBatch batch = new();
        batch.Reshape(lengths, machine.InputWidth, machine.OutputWidth);
        return batch;
    }
}
