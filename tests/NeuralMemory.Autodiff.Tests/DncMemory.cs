namespace NeuralMemory.Autodiff.Tests;

/// <summary>What a controller tells the memory of a Differentiable Neural Computer in one step, squashed.</summary>
internal sealed record DncMemoryInputs(
    Variable WriteKeys, Variable WriteStrengths, Variable Erase, Variable WriteVectors, Variable AllocationGates, Variable WriteGates,
    Variable FreeGates, Variable ReadKeys, Variable ReadStrengths, Variable ReadModes);

/// <summary>
/// The memory of a Differentiable Neural Computer without its controller: the primitives in the order of Graves et al. 2016.
/// </summary>
internal sealed record DncMemory(
    Variable Memory, Variable Usage, Variable Writes, Variable Reads, Variable Link, Variable Precedence)
{
    public Variable? Allocation { get; private init; }

    public Variable? Vectors { get; private init; }

    public static DncMemory Blank(Tape tape, int batch, int slots, int width, int readers, int writers) => new(
        tape.Fill(new(batch, width, slots), 0), tape.Fill(new(batch, slots), 0), tape.Fill(new(batch, writers, slots), 0),
        tape.Fill(new(batch, readers, slots), 0), tape.Fill(new(batch, writers, slots, slots), 0),
        tape.Fill(new(batch, writers, slots), 0));

    public DncMemory Next(Tape tape, DncMemoryInputs x)
    {
        tape.NextStep();
        (Variable usage, _) = tape.Usage(Usage, Writes, Reads, x.FreeGates);
        Variable allocation = tape.Allocation(usage, x.AllocationGates, x.WriteGates);
        Variable writeContent = tape.ContentAddressing(x.WriteKeys, x.WriteStrengths, Memory);
        Variable writes = tape.WriteWeighting(allocation, writeContent, x.AllocationGates, x.WriteGates);
        Variable memory = tape.EraseAdd(Memory, writes, 0, x.Erase, x.WriteVectors);
        (Variable link, Variable precedence, Variable forward, Variable backward) = tape.TemporalLink(Link, Precedence, writes, Reads);
        Variable readContent = tape.ContentAddressing(x.ReadKeys, x.ReadStrengths, memory);
        Variable reads = tape.ReadWeighting(x.ReadModes, backward, readContent, forward);
        return new(memory, usage, writes, reads, link, precedence)
        {
            Allocation = allocation,
            Vectors = tape.WeightedRead(memory, reads, 0, reads.Shape[1]),
        };
    }
}
