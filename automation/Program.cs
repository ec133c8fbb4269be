return await K8tre.Automation.Commands.CommandLine.RunAsync(args);
