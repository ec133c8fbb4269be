namespace K8tre.Tests.Offline;

public sealed class ResourceOptionsTests
{
    [Fact]
    public void Merge_takes_single_values_of_the_second_and_appends_lists()
    {
        var first = new CustomResourceOptions { Protect = true, Version = "1", IgnoreChanges = { "a" }, ImportId = "kept" };
        var second = new CustomResourceOptions { Protect = false, IgnoreChanges = { "b" }, AdditionalSecretOutputs = { "s" } };

        var merged = CustomResourceOptions.Merge(first, second);

        Assert.False(merged.Protect);
        Assert.Equal("1", merged.Version);
        Assert.Equal("kept", merged.ImportId);
        Assert.Equal(["a", "b"], merged.IgnoreChanges);
        Assert.Equal(["s"], merged.AdditionalSecretOutputs);
        Assert.Equal(["a"], first.IgnoreChanges);
    }

    [Fact]
    public void Merge_with_nothing_is_a_copy()
    {
        var options = new CustomResourceOptions { IgnoreChanges = { "a" } };

        var copy = CustomResourceOptions.Merge(options, null);
        copy.IgnoreChanges.Add("b");

        Assert.Equal(["a"], options.IgnoreChanges);
        Assert.Empty(CustomResourceOptions.Merge(null, null).IgnoreChanges);
    }

    [Fact]
    public async Task Merge_keeps_the_second_provider_of_a_package()
    {
        await Trial.UpdateAsync(new RecordingMocks(), () =>
        {
            var (first, second) = (new WidgetProvider("first"), new WidgetProvider("second"));
            var other = new ProviderResource("other", "other", ResourceArgs.Empty, options: null);

            var merged = ComponentResourceOptions.Merge(
                new() { Providers = { first, other } }, new() { Providers = { second } });

            Assert.Equal([other, second], merged.Providers);
        });
    }

    [Fact]
    public async Task Children_use_the_provider_of_their_parents()
    {
        var mocks = new RecordingMocks();
        await Trial.UpdateAsync(mocks, () =>
        {
            var provider = new WidgetProvider("provider");
            var panel = new Panel("outer", new() { Provider = provider });
            _ = new Widget("child", options: new() { Parent = new Panel("inner", new() { Parent = panel }) });
            _ = new Widget("own", options: new() { Provider = provider });
            _ = new Widget("default");
        });

        string? ProviderOf(string name) => mocks.Resources.Single(resource => resource.Name == name).Provider;
        Assert.Equal("urn:pulumi:stack::project::pulumi:pulumi:Stack$pulumi:providers:test::provider::provider-id", ProviderOf("child"));
        Assert.Equal(ProviderOf("child"), ProviderOf("own"));
        Assert.Equal("", ProviderOf("default"));
    }

    [Fact]
    public async Task Provider_together_with_providers_is_refused()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => Trial.UpdateAsync(new RecordingMocks(), () =>
        {
            var provider = new WidgetProvider("provider");
            _ = new Panel("panel", new() { Provider = provider, Providers = { provider } });
        }));

        Assert.StartsWith(
            "Pulumi.ResourceException: Do not supply both 'provider' and 'providers' options to a ComponentResource.",
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Aliases_are_accepted_as_parts_and_as_urns()
    {
        var resources = await Trial.UpdateAsync(new RecordingMocks(), () => _ = new Widget("new", options: new()
        {
            Aliases = { new Alias { Name = "old" }, new Alias { Urn = "urn:pulumi:s::p::t:m:Old::old" }, new Alias { NoParent = true } },
        }));

        Assert.Single(resources);
    }

    [Fact]
    public async Task Alias_with_a_urn_and_parts_fails_the_program()
    {
        var options = new CustomResourceOptions { Aliases = { new Alias { Urn = "urn:pulumi:s::p::t:m:Old::old", Name = "old" } } };

        var error = await Assert.ThrowsAsync<RunException>(() =>
            Trial.UpdateAsync(new RecordingMocks(), () => _ = new Widget("new", options: options)));

        Assert.Contains("Alias should not specify both Urn and Name", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hooks_and_transforms_are_accepted_and_not_called()
    {
        var isCalled = false;
        await Trial.UpdateAsync(new RecordingMocks(), () =>
        {
            var hook = new ResourceHook("hook", (_, _) =>
            {
                isCalled = true;
                return Task.CompletedTask;
            });
            _ = new Widget("widget", options: new()
            {
                Hooks = { AfterCreate = { hook } },
                ResourceTransforms =
                {
                    (_, _) =>
                    {
                        isCalled = true;
                        return Task.FromResult<ResourceTransformResult?>(null);
                    },
                },
            });
        });

        Assert.False(isCalled);
    }
}
