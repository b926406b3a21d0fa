using NeuralMemory.Benchmarks;

return args switch
{
    ["step", .. var machines] => StepTable.Run(machines),
    _ => 2,
};
