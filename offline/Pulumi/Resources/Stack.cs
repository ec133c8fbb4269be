using System.Collections.Immutable;

namespace Pulumi;

/// <summary>The root of all resources of a program. Its outputs are what <c>pulumi stack output</c> shows.</summary>
public class Stack : ComponentResource
{
    /// <summary>The type token of a stack.</summary>
    internal const string TypeToken = "pulumi:pulumi:Stack";

    /// <summary>Registers the stack, under the name <c>project-stack</c>.</summary>
    /// <exception cref="InvalidOperationException">No program is running.</exception>
    public Stack(StackOptions? options = null)
        : base(TypeToken, $"{Deployment.Instance.ProjectName}-{Deployment.Instance.StackName}", OptionsFrom(options))
    {
        Deployment.Required.Stack = this;
    }

    /// <summary>Registers what a function returns as the outputs of the stack.</summary>
    internal Output<IDictionary<string, object?>> RegisterOutputsOf(Func<Task<IDictionary<string, object?>>> program)
    {
        var outputs = Output.Create(RunAsync());
        RegisterOutputs(outputs);
        return outputs;

        async Task<IDictionary<string, object?>> RunAsync() => (await program().ConfigureAwait(false)).ToImmutableDictionary();
    }

    /// <summary>Registers the properties marked with <see cref="OutputAttribute"/> as the outputs of the stack.</summary>
    /// <exception cref="RunException">A property was not assigned, or is no <see cref="Output{T}"/>.</exception>
    internal void RegisterOutputProperties()
    {
        var outputs = OutputProperty.Of(GetType())
            .Where(property => !property.IsBuiltIn)
            .ToDictionary(property => property.Name, property => property.ValueIn(this));
        if (outputs.Where(output => output.Value is null).Select(output => output.Key).ToArray() is { Length: > 0 } missing)
        {
            throw new RunException(
                $"Output(s) '{string.Join(", ", missing)}' have no value assigned. " +
                "[Output] attributed properties must be assigned inside Stack constructor.");
        }

        if (outputs.Where(output => output.Value is not IOutput).Select(output => output.Key).ToArray() is { Length: > 0 } wrong)
            throw RunException.OutputsHaveIncorrectType(wrong);
        RegisterOutputs(outputs);
    }

    private static ComponentResourceOptions? OptionsFrom(StackOptions? options) => options is null ? null : new()
    {
        ResourceTransformations = options.ResourceTransformations,
        ResourceTransforms = options.ResourceTransforms,
    };
}
