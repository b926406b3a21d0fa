return NeuralMemory.Commands.NeuralMemoryCommand.Run(args);
