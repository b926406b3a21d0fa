using NeuralMemory.Commands;
using NeuralMemory.Experiments;
using NeuralMemory.OwnMachine;

return NeuralMemoryCommand.Run(args, machines:
[
    MachineKind.Of(new MyGruConfig(), MyGruConfig.Keys),
    MachineKind.Of(new MyTransformerConfig(), MyTransformerConfig.Keys),
]);
