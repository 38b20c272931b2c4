.PHONY: help package demo run test long fuzz bench image docs clean

help: ## lists the targets
	@sed -n 's/^\([a-z]*\): ## /\1\t/p' Makefile | expand -t 12

package: ## makes build/lb.jar
	@./build.sh package

demo: ## starts lb with lb.properties and a sample server on every local address named in it
	@./build.sh demo

run: ## starts lb with lb.properties as it is
	@./build.sh run

test: ## runs every test; for some of them: ./build.sh test RouterTest
	@./build.sh test

long: ## runs every test in full length, the simulation of ten million requests among them
	@./build.sh long

fuzz: ## sends lb spoilt requests and answers by the ten thousand
	@./build.sh fuzz

bench: ## measures lb beside nginx, HAProxy, Caddy and a bare pass-through; takes some minutes
	@./build.sh bench

image: ## makes build/image: lb and the Java runtime it needs in one folder
	@./build.sh image

docs: ## makes the Javadoc, build/docs/index.html
	@./build.sh docs

clean: ## removes all that was made
	@./build.sh clean
