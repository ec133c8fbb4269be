namespace K8tre.Tests.Offline;

/// <summary>Tests that set variables of the process, such as PULUMI_CONFIG: one after the other, and with no others beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessEnvironment
{
    public const string Name = "Process environment";

    /// <summary>Sets variables, and gives them back their former values in the end.</summary>
    public static IDisposable Set(params (string Name, string? Value)[] variables)
    {
        var former = Array.ConvertAll(variables, variable => (variable.Name, Environment.GetEnvironmentVariable(variable.Name)));
        Apply(variables);
        return new Restoration(former);
    }

    private static void Apply((string Name, string? Value)[] variables)
    {
        foreach (var (name, value) in variables)
            Environment.SetEnvironmentVariable(name, value);
    }

    private sealed class Restoration((string Name, string? Value)[] former) : IDisposable
    {
        public void Dispose() => Apply(former);
    }
}
