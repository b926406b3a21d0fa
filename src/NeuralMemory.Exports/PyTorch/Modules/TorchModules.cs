using System.Text.Json.Nodes;
using NeuralMemory.Machines;
using NeuralMemory.Results;

namespace NeuralMemory.Exports;

/// <summary>The machines that can be modules of PyTorch: all that are built in.</summary>
internal static class TorchModules
{
    /// <summary>A machine as a module.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="inputs">What its inputs hold.</param>
    /// <param name="outputs">O, the number of output logits.</param>
    /// <exception cref="RunException">It is a machine of one's own.</exception>
    public static TorchModule Of(MachineConfig machine, InputLayout inputs, int outputs)
    {
        TorchModule module = machine switch
        {
            RecurrentConfig recurrent => RecurrentModule.Of(recurrent),
            NtmConfig ntm => NtmModule.Of(ntm),
            DncConfig dnc => DncModule.Of(dnc),
            SamConfig sam => SamModule.Of(sam),
            SdncConfig sdnc => SamModule.Of(sdnc),
            Seq2SeqConfig decoder => Seq2SeqModule.Of(decoder),
            TransformerConfig transformer => TransformerModule.Of(transformer),
            XlstmConfig xlstm => XlstmModule.Of(xlstm),
            HopfieldConfig hopfield => HopfieldModule.Of(hopfield),
            FastWeightsConfig weights => FastWeightsModule.Of(weights),
            MemoryNetworkConfig network => MemoryNetworkModule.Of(network),
            PerceiverConfig perceiver => PerceiverModule.Of(perceiver, inputs),
            ProductKeyConfig keys => ProductKeyModule.Of(keys),
            NutmConfig nutm => ProgramsModule.Of(nutm),
            TapeRnnConfig tape => TapeRnnModule.Of(tape),
            StackRnnConfig stack => StackRnnModule.Of(stack),
            _ => throw new RunException(RunProblem.Missing, $"'{machine.Kind}' is a machine of one's own, and what it computes is known to "
                + "its program alone: --format safetensors has its weights"),
        };
        module.Arguments.Insert(0, "inputs", inputs.Width);
        module.Arguments.Insert(1, "outputs", outputs);
        AddSymbols(module, inputs, machine.Embedding);
        module.Linear("output", "output");
        return module;
    }

    /// <summary>Trained rows that stand for symbols.</summary>
    private static void AddSymbols(TorchModule module, InputLayout inputs, int size)
    {
        module.SayIf(inputs.Symbols.Count > 0, "symbols", ", symbols");
        if (inputs.Symbols.Count == 0)
            return;
        module.Need("symbols");
        module.Arguments["symbols"] = new JsonObject
        {
            ["columns"] = Numbers(inputs.Symbols.Select(symbol => symbol.Column)),
            ["counts"] = Numbers(inputs.Symbols.Select(symbol => symbol.Count)),
            ["size"] = size,
        };
        for (int i = 0; i < inputs.Symbols.Count; i++)
            module.Rename($"{InputReader.ScopeName}/{inputs.Symbols[i].Name}", $"embedding.{i}.weight");
    }

    private static JsonArray Numbers(IEnumerable<int> numbers) =>
        new([.. numbers.Select(number => JsonValue.Create(number))]);
}
