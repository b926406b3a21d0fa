using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

/// <summary>Runs a <see cref="SequenceModule"/> on batches, which are packed by time here and padded there.</summary>
internal sealed class SequenceModuleRunner(
    SequenceModule module, ModuleCalls calls, ModuleQuantities quantities, int inputWidth, int outputWidth)
{
    /// <summary>Runs a batch.</summary>
    /// <returns>The logits [batch.Answers, O].</returns>
    public Variable Run(TorchTape tape, SequenceBatch batch, ITraceWriter? trace)
    {
        Variable logits = tape.NewKept(new Shape(batch.Rows, outputWidth));
        ModuleTrace traced = new(trace is not null);
        Tensor[] steps = tape.RunModule(() =>
        {
            Tensor rows = TorchTape.RowsOf(tape.Inputs(batch, 0, batch.Rows), batch.Rows);
            Tensor padding = torch.zeros([1, inputWidth], Precision.Type, tape.Device);
            Tensor padded = torch.cat([rows, padding], 0).index_select(0, Transfer.Up(Padding(batch), tape.Device))
                .view(batch.Sequences, batch.MaxLength, inputWidth);
            Tensor answers = Answer(tape, padded, Array.ConvertAll(batch.Lengths.ToArray(), length => (long)length), traced);
            if (tape.IsRecording)
                calls.ExpectGradient(answers);
            foreach ((_, Tensor value) in traced.Written)
                tape.KeepForPass(value);
            // One split and not a slice for each step, whose backward pass would go over all steps.
            long[] sizes = [.. Enumerable.Range(0, batch.MaxLength).Select(t => (long)batch.RowsAt(t))];
            Tensor[] parts = answers.reshape(-1, outputWidth).index_select(0, Transfer.Up(Packing(batch), tape.Device)).split(sizes, 0);
            return Array.ConvertAll(parts, part => part.DetachFromDisposeScope());
        });
        for (int t = 0; t < steps.Length; t++)
        {
            int step = t, rows = batch.RowsAt(t);
            tape.NextStep(t);
            tape.WriteLogits(calls.Name, logits, batch.RowOffset(t), () => steps[step]);
            if (trace is null)
                continue;
            trace.BeginStep(t);
            foreach ((string name, Variable value) in tape.RunModule(
                () => quantities.TracedBy(tape, traced, rows, tensor => tensor.narrow(0, 0, rows).select(1, step))))
                trace.Write(name, value);
        }

        return tape.Answered(logits, batch);
    }

    /// <summary>Calls the module.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="inputs">[B, T, I]</param>
    /// <param name="lengths">[B]</param>
    /// <param name="trace">The trace.</param>
    /// <returns>[B, T, O]</returns>
    public Tensor Answer(TorchTape tape, Tensor inputs, long[] lengths, ModuleTrace trace)
    {
        (long batch, long steps) = (inputs.shape[0], inputs.shape[1]);
        Tensor answers = calls.Call(
            nameof(module.Run), null, tape.Device, () => module.Run(inputs, Transfer.Up(lengths, tape.Device), trace));
        calls.Expect(answers, "logits", [batch, steps, outputWidth], "[B, T, O]", tape.Device);
        foreach ((string name, Tensor value) in trace.Written)
            if (value.dim() < 2 || value.shape[0] != batch || value.shape[1] != steps)
                throw new EngineException(
                    $"{calls.Module} gave '{name}' to the trace as {ModuleCalls.Text(value.shape)}, expected [B, T, ...] = "
                    + $"[{batch}, {steps}, ...]: sequences, then steps");
        return answers;
    }

    /// <summary>For each step of each sequence its row; that of the zeros where it has ended.</summary>
    private static long[] Padding(SequenceBatch batch)
    {
        var rows = new long[batch.Sequences * batch.MaxLength];
        for (int sequence = 0, i = 0; sequence < batch.Sequences; sequence++)
            for (int t = 0; t < batch.MaxLength; t++)
                rows[i++] = t < batch.Lengths[sequence] ? batch.Row(sequence, t) : batch.Rows;
        return rows;
    }

    /// <summary>The way back: for each row its step of its sequence.</summary>
    private static long[] Packing(SequenceBatch batch)
    {
        var places = new long[batch.Rows];
        for (int t = 0; t < batch.MaxLength; t++)
            for (int sequence = 0; sequence < batch.RowsAt(t); sequence++)
                places[batch.Row(sequence, t)] = (long)sequence * batch.MaxLength + t;
        return places;
    }
}
